@echo off
rem The desk on Windows: desk new, desk check, desk preview (docs/humas.md). Elsewhere: desk.sh, or make.
setlocal
set "HERE=%~dp0"
set "RUN=%HERE%.venv\Scripts\python.exe"
set "PYTHONPATH=%HERE%"
set "NEWSROOM_DESK=%~0"
set PYTHONUTF8=1
chcp 65001 >nul
rem What was installed is what requirements.txt says now: else it is installed anew.
fc /b "%HERE%requirements.txt" "%HERE%.venv\.ready" >nul 2>nul && goto run
echo Menyiapkan; hanya untuk pertama kali ...
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" || goto nopython
py -3 -m venv "%HERE%.venv" || goto notready
"%RUN%" -m pip install --quiet --disable-pip-version-check -r "%HERE%requirements.txt" || goto notready
copy /y "%HERE%requirements.txt" "%HERE%.venv\.ready" >nul || goto notready
:run
"%RUN%" -m plugins.desk %*
exit /b %errorlevel%
:nopython
echo Pasang dahulu Python 3.11 atau yang lebih baru dari python.org, lalu ulangi.
exit /b 2
:notready
echo Belum siap: perlengkapannya tidak dapat diambil. Periksa sambungan internet, lalu ulangi perintah ini.
exit /b 2
