#!/usr/bin/env bash
# Lets Jazzer search for inputs that break a decoder, one target after the other, each in a JVM of its own.
#
#   scripts/fuzz.sh [SECONDS [TARGET...]]     default: 600 seconds for every target
#   scripts/fuzz.sh --list                    names the targets: module:Class#method
#
# A finding is left as a crash-... file among the test's resources, beside the regression corpus that mvn verify runs,
# and ends the run with exit code 1. What the search has learned is kept in .cifuzz-corpus and serves the next run.
#
#   FUZZ_JVM   flags for the JVM that searches; default: -Xmx1g, which bounds what an input may make a decoder take
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

targets() {
    local file module class
    git ls-files -co --exclude-standard '*FuzzTest.java' | while IFS= read -r file; do
        module=${file%%/src/*}
        class=$(basename "$file" .java)
        awk -v target="$module:$class" '/@FuzzTest/ {found = 1} found && /void / {
            sub(/.*void /, ""); sub(/\(.*/, ""); print target "#" $0; found = 0 }' "$file"
    done
}

if [[ ${1:-} == --list ]]; then
    targets
    exit
fi
seconds=${1:-600}
shift || true
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { echo "fuzz: seconds must be a number above 0, not $seconds" >&2 && exit 2; }
if (($# == 0)); then
    mapfile -t chosen < <(targets)
else
    chosen=("$@")
fi

failed=()
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for target in "${chosen[@]}"; do
    source=$(find "${target%%:*}" -path '*/src/test/java/*' -name "$(cut -d: -f2 <<<"${target%%#*}").java" 2>/dev/null)
    [[ $target == *:*#* && -n $source ]] || { echo "fuzz: $target is no target, see --list" >&2 && exit 2; }
    # Where Jazzer leaves what it finds.
    inputs=${source/src\/test\/java/src/test/resources}
    mkdir -p "${inputs%.java}Inputs/${target#*#}"
    if JAZZER_FUZZ=1 JAZZER_MAX_DURATION=${seconds}s mvn -o -q -B -pl "${target%%:*}" -am test \
        -Dtest="${target#*:}" -Dsurefire.failIfNoSpecifiedTests=false \
        -Dfuzz.instrumented=true -Dfuzz.jvm="${FUZZ_JVM:--Xmx1g}" >"$log" 2>&1 && grep -q '^Done .* runs' "$log"; then
        printf 'fuzz: %-70s %s\n' "$target" "$(grep '^Done .* runs' "$log")"
    else
        printf 'fuzz: %-70s FAILED\n' "$target"
        grep -v '^INFO\|^#' "$log" | head -n 60
        failed+=("$target")
    fi
done
((${#failed[@]} == 0)) || { printf 'fuzz: failed: %s\n' "${failed[*]}" && exit 1; }
