#!/usr/bin/env bash
# Cuts Inter (Debian package fonts-inter) to the letters the charts need. Needs pyftsubset: pip install fonttools brotli
set -euo pipefail
cd "$(dirname "$0")"
letters="U+0020-007E,U+00A0-017F,U+018F,U+0192,U+01E6-01E7,U+0218-021B,U+0259,U+02BB-02BC,U+02C6-02C7,U+02D8-02DD,U+0386-03CE,U+0400-045F,U+0462-0463,U+048A-04FF,U+1E9E,U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032-2033,U+2039-203A,U+20A0-20C0,U+2116,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265"
for weight in Regular SemiBold; do
  name="inter-${weight,,}"
  pyftsubset "/usr/share/fonts/opentype/inter/Inter-$weight.otf" --unicodes="$letters" \
    --layout-features='kern,mark,ccmp,locl' --no-hinting --notdef-outline --output-file="$name.otf"
  pyftsubset "$name.otf" --unicodes='*' --layout-features='*' --no-hinting --notdef-outline \
    --flavor=woff2 --output-file="$name.woff2"
done
