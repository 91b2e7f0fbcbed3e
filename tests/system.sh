#!/bin/sh
# The web server, the feed reader and the browser that some tests start, from Debian's packages, unpacked into a folder
# of their own (the argument): nothing is installed on this machine, no service starts, no rights are needed. Whatever
# happens it ends with 0: without these programs their tests are skipped.
set -u
folder=$1
servers="nginx libnginx-mod-http-brotli-filter newsboat"
browser="chromium-headless-shell fonts-dejavu-core fonts-liberation"
signing="openssh-client"
PATH="$PATH:/usr/sbin:$folder/usr/sbin:$folder/usr/bin"

present() {
  for program; do command -v "$program" >/dev/null || return 1; done
}

# Lists and packages in the folder too: the machine's own may be missing, or not ours to write. The first argument is
# how many seconds it may take.
apt() {
  seconds=$1
  shift
  timeout "$seconds" apt-get -qq -o Dir::State::lists="$folder/lists" -o Dir::Cache="$folder/cache" \
    -o Debug::NoLocking=1 -o APT::Sandbox::User=root -o Acquire::Retries=0 -o Acquire::http::Timeout=10 "$@" \
    >/dev/null 2>&1
}

listed() {
  command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 1
  mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial" && folder=$(cd "$folder" && pwd) || return 1
  [ -n "$(find "$folder/lists" -maxdepth 1 -type f ! -name lock)" ] || apt 60 update
}

# What the machine has already is not fetched: apt knows it. The argument is a list.
unpack() {
  # shellcheck disable=SC2086
  listed && apt 240 install --yes --no-install-recommends --download-only $1 || return 1
  for package in "$folder"/cache/archives/*.deb; do
    dpkg --extract "$package" "$folder" && rm "$package" || return 1
  done
}

# Chromium looks for its parts beside itself. Those that the machine has were not fetched: copies, for the machine's may
# be of another version tomorrow.
beside_it() {
  for part in /usr/lib/chromium/*; do
    case ${part##*/} in "*" | chromium | libVk*) continue ;; esac
    [ -e "$folder/usr/lib/chromium/${part##*/}" ] || cp -R "$part" "$folder/usr/lib/chromium/" || return 1
  done
}

told() {
  echo "$1 missing: their tests are skipped. On Debian: apt-get install --no-install-recommends $2"
}

present nginx newsboat || { unpack "$servers" && present nginx newsboat; } || told "nginx or newsboat is" "$servers"
# Where a whole Chromium is there, its shell only saves time: once a day is often enough to ask for it in vain.
present chromium-headless-shell || { present chromium && [ -n "$(find "$folder/asked" -mtime 0 2>/dev/null)" ]; } ||
  { unpack "$browser" && beside_it && present chromium-headless-shell; } ||
  { mkdir -p "$folder" && touch "$folder/asked" && present chromium; } || told "chromium is" "$browser"
present ssh-keygen || { unpack "$signing" && present ssh-keygen; } || told "ssh-keygen is" "$signing"
rm -rf "$folder/lists" "$folder/cache"
exit 0
