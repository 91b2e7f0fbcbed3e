#!/bin/sh
# The web server and the feed reader that some tests start, from Debian's packages, unpacked into a folder of their own
# (the argument): nothing is installed on this machine, no service starts, no rights are needed. Whatever happens it
# ends with 0: without these programs their tests are skipped.
set -u
folder=$1
packages="nginx libnginx-mod-http-brotli-filter newsboat"
told="nginx or newsboat is missing: their tests are skipped. On Debian: apt-get install --no-install-recommends $packages"

present() {
  (PATH="$PATH:/usr/sbin:$folder/usr/sbin:$folder/usr/bin"; command -v nginx && command -v newsboat) >/dev/null
}

# Lists and packages in the folder too: the machine's own may be missing, or not ours to write.
apt() {
  timeout 60 apt-get -qq -o Dir::State::lists="$folder/lists" -o Dir::Cache="$folder/cache" -o Debug::NoLocking=1 \
    -o APT::Sandbox::User=root -o Acquire::Retries=0 -o Acquire::http::Timeout=10 "$@" >/dev/null 2>&1
}

unpack() {
  command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 1
  mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial" && folder=$(cd "$folder" && pwd) || return 1
  apt update && apt install --yes --no-install-recommends --download-only $packages || return 1
  for package in "$folder"/cache/archives/*.deb; do
    dpkg --extract "$package" "$folder" || return 1
  done
}

present && exit 0
unpack && present || echo "$told"
rm -rf "$folder/lists" "$folder/cache"
exit 0
