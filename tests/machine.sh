#!/bin/sh
# Installs what tests need of the machine and it lacks: Debian's Chromium, and fonts for Chinese and Arabic; with the
# word java, a Java runtime too.
set -eu
missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium"
fc-list 2>/dev/null | grep -qi "NotoSansCJK" || missing="$missing fontconfig fonts-noto-cjk"
fc-list 2>/dev/null | grep -qi "NotoSansArabic\|NotoNaskhArabic" || missing="$missing fonts-noto-core"
[ "${1:-}" != java ] || java -version >/dev/null 2>&1 || missing="$missing default-jre-headless"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2086  # a list of packages
  apt-get install -qq --yes --no-install-recommends $missing >/dev/null
else
  echo "The tests need$missing. Install them with:  sudo apt-get install --no-install-recommends$missing" >&2
  exit 1
fi
