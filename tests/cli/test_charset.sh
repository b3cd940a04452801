# The command line on a terminal of another character set: words come in and go out in it, JSON and
# files stay UTF-8, and the names of files are bytes.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"
command -v iconv >/dev/null && printf '\320\305' | iconv -f GB18030 -t UTF-8 >/dev/null 2>&1 ||
    skip_all "no iconv that knows GB18030"

gb() {
    printf '%s' "$1" | iconv -f UTF-8 -t GB18030
}

# decoded FILE TEXT WHAT: passes when the file holds the text, in GB18030.
decoded() {
    iconv -f GB18030 -t UTF-8 "$1" >"$work/utf8" && grep -qF -e "$2" "$work/utf8"
    result "$3"
}

as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
LC_ALL=zh_CN.GB18030
as lin set "$no" "patient.name=$(gb 王小𠮷)"
status_is 0 "a value typed in GB18030 is taken"
as lin show "$no" --json
says '王小𠮷' "and stored as the text it is; JSON is UTF-8"
as lin list
decoded "$out" '王小𠮷' "a list comes in GB18030"
anjuan "$(gb 三)"
status_is 2 "so does a fault"
decoded "$err" '三' "which quotes what was typed"
anjuan --help
decoded "$out" '命令' "and the help, in Chinese without a locale"
as lin set "$no" "patient.name=$(printf '\377')"
status_is 2 "what is no text is refused"
name=$(gb 患者)
as lin show "$no" --json
cp "$out" "$work/$name.json"
as lin import "$work/$name.json"
[ "$status" -ne 2 ] && ! grep -q "$(gb 没有这个文件)" "$err"
result "a file is found under the bytes of its name"

LC_ALL=zh_CN.GBK
as lin list
decoded "$out" '王小??' "what GBK lacks takes its columns"
LC_ALL=zh_TW.BIG5
anjuan --help
iconv -f BIG5 -t UTF-8 "$out" >"$work/utf8" && grep -qF '說明' "$work/utf8"
result "Big5 has its own"

for locale in C POSIX zh_CN.UTF-8 xx_XX; do
    LC_ALL=$locale
    as lin list --lang zh_CN
    says '草稿' "Chinese is Chinese under $locale"
    as lin show nosuch --lang zh_CN
    complains '没有案卷 nosuch' "and so are its errors"
done

finish
