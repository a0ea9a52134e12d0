package org.tallystick.node.metrics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Reads pages of a node on this machine. */
public final class Page {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private Page() {}

    /** What came back. */
    public record Answer(int status, String text) {}

    /** Reads one. */
    public static Answer get(int port, String path) throws IOException, InterruptedException {
        return request(port, "GET", path);
    }

    static Answer request(int port, String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(TIMEOUT)
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
