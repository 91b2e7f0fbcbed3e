#!/bin/sh
# The desk without make: ./desk.sh new, ./desk.sh check, ./desk.sh preview (docs/humas.md). On Windows: desk.cmd.
here=$(CDPATH="" cd -- "$(dirname -- "$0")" && pwd) || exit 2
run="$here/.venv/bin/python"
if [ ! -f "$here/.venv/.ready" ] || [ "$here/requirements.txt" -nt "$here/.venv/.ready" ]; then
  echo "Menyiapkan; hanya untuk pertama kali ..."
  "${PYTHON:-python3}" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    { echo "Pasang dahulu Python 3.11 atau yang lebih baru." >&2; exit 2; }
  if ! { "${PYTHON:-python3}" -m venv "$here/.venv" &&
    "$run" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt" &&
    touch "$here/.venv/.ready"; }; then
    echo "Belum siap: perlengkapannya tidak dapat diambil. Periksa sambungan internet, lalu ulangi perintah ini." >&2
    exit 2
  fi
fi
PYTHONPATH="$here"
NEWSROOM_DESK="$0"
export PYTHONPATH NEWSROOM_DESK
exec "$run" -m plugins.desk "$@"
