package org.tallystick.codecs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Reads a schema's XML as it stands, apart from the code generator. */
final class SchemaReader {
    /** A primitive part of a message: composites are taken apart. Type is the primitive type, ENUM, SET or TEXT. */
    record Field(String name, String type, String typeName, int offset, int length, boolean optional, int since) {}

    /** A message; entry holds the fields of its group, if it has one. */
    record Message(
            String name,
            int templateId,
            String description,
            boolean sequenced,
            List<Field> fields,
            List<Field> entry,
            int blockLength) {
        /** Whether clients send it, by what its description says. */
        boolean isSentByClients() {
            return sequenced
                    || description.startsWith("Client:")
                    || description.startsWith("Both:")
                    || description.startsWith("Node:")
                    || description.startsWith("First client:");
        }
    }

    private static final Map<String, Integer> LENGTHS =
            Map.of("char", 1, "uint8", 1, "int8", 1, "uint16", 2, "int32", 4, "uint32", 4, "int64", 8);

    private final Map<String, Element> types = new HashMap<>();
    private final List<Message> messages = new ArrayList<>();

    SchemaReader(String resource) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setXIncludeAware(true);
        factory.setNamespaceAware(true);
        Element root;
        try {
            String uri = SchemaReader.class.getResource(resource).toExternalForm();
            root = factory.newDocumentBuilder().parse(uri).getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(e);
        }
        for (Element part : children(root)) {
            if (part.getLocalName().equals("types")) {
                children(part).forEach(type -> types.put(type.getAttribute("name"), type));
            }
        }
        for (Element part : children(root)) {
            if (part.getLocalName().equals("message")) {
                messages.add(message(part));
            }
        }
    }

    List<Message> messages() {
        return messages;
    }

    List<Message> clientMessages() {
        return messages.stream().filter(Message::isSentByClients).toList();
    }

    /** Names of the choices of a set, or of the values of an enumeration. */
    List<String> members(String typeName) {
        return children(types.get(typeName)).stream()
                .map(member -> member.getAttribute("name"))
                .toList();
    }

    private Message message(Element element) {
        List<Field> fields = new ArrayList<>();
        List<Field> entry = new ArrayList<>();
        boolean sequenced = false;
        int end = 0;
        for (Element part : children(element)) {
            if (part.getLocalName().equals("field")) {
                sequenced |= part.getAttribute("type").equals("commandHeader");
                end = add(fields, part, end);
            } else {
                int entryEnd = 0;
                for (Element entryPart : children(part)) {
                    entryEnd = add(entry, entryPart, entryEnd);
                }
            }
        }
        int id = Integer.parseInt(element.getAttribute("id"));
        String description = element.getAttribute("description");
        return new Message(element.getAttribute("name"), id, description, sequenced, fields, entry, end);
    }

    private int add(List<Field> fields, Element field, int offset) {
        String typeName = field.getAttribute("type");
        String name = field.getAttribute("name");
        boolean optional = field.getAttribute("presence").equals("optional");
        String sinceVersion = field.getAttribute("sinceVersion");
        int since = sinceVersion.isEmpty() ? 0 : Integer.parseInt(sinceVersion);
        Element type = types.get(typeName);
        if (type == null) {
            int length = LENGTHS.get(typeName);
            fields.add(new Field(name, typeName, typeName, offset, length, optional, since));
            return offset + length;
        }
        if (type.getLocalName().equals("composite")) {
            int end = offset;
            for (Element member : children(type)) {
                String primitive = member.getAttribute("primitiveType");
                boolean isOptional = member.getAttribute("presence").equals("optional");
                int length = LENGTHS.get(primitive);
                fields.add(
                        new Field(member.getAttribute("name"), primitive, primitive, end, length, isOptional, since));
                end += length;
            }
            return end;
        }
        optional |= type.getAttribute("presence").equals("optional");
        Field added = switch (type.getLocalName()) {
            case "enum" -> new Field(name, "ENUM", typeName, offset, 1, optional, since);
            case "set" -> {
                int length = LENGTHS.get(type.getAttribute("encodingType"));
                yield new Field(name, "SET", typeName, offset, length, optional, since);
            }
            default -> {
                String text = type.getAttribute("length");
                String primitive = type.getAttribute("primitiveType");
                int length = text.isEmpty() ? LENGTHS.get(primitive) : Integer.parseInt(text);
                yield new Field(name, text.isEmpty() ? primitive : "TEXT", typeName, offset, length, optional, since);
            }
        };
        fields.add(added);
        return offset + added.length();
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
