@echo off
rem The desk on Windows: desk new, desk check, desk preview (docs/humas.md). Elsewhere: desk.sh, or make.
setlocal
set "HERE=%~dp0"
set "RUN=%HERE%.venv\Scripts\python.exe"
set "PYTHONPATH=%HERE%"
set PYTHONUTF8=1
chcp 65001 >nul
if exist "%HERE%.venv\.ready" goto run
echo Menyiapkan; hanya untuk pertama kali ...
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" || goto nopython
py -3 -m venv "%HERE%.venv" || exit /b 2
"%RUN%" -m pip install --quiet --disable-pip-version-check -r "%HERE%requirements.txt" || exit /b 2
type nul > "%HERE%.venv\.ready"
:run
if /i "%~1"=="preview" goto preview
"%RUN%" -m plugins.desk %*
exit /b %errorlevel%
:preview
"%RUN%" -m plugins.newsroom preview content --output .preview || exit /b 2
"%RUN%" -m plugins.newsroom serve .preview
exit /b %errorlevel%
:nopython
echo Pasang dahulu Python 3.11 atau yang lebih baru dari python.org, lalu ulangi.
exit /b 2
