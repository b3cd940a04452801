# A case of a sealed store is erased after all that can happen to it: sent, packed into a dossier, amended,
# given up, closed. Nothing of its person is left, neither in the bytes of the file nor in what they say
# to whoever has the key.
SEALED=1
export SEALED
. "$top_srcdir/tests/cli/lib.sh"
cases=2
. "$top_srcdir/tests/cli/store.sh"

# in_bytes WORD...: $n, how many of them stand in the files named by $files.
in_bytes() {
    n=0 last=
    for word in "$@"; do
        # shellcheck disable=SC2086 # they are several
        grep -rqaF -e "$word" $files 2>/dev/null || continue
        n=$((n + 1)) last=$word
    done
    echo "# $n of $# words of the person in the bytes of ${files##*/}${last:+, the last: $last}"
}

set -- $numbers
no=$1 other=$2
printf '%%PDF-1.4\ncopy-of-a-paper-7733\n%%%%EOF\n' >"$work/paper.pdf"
as zhou amend "$no"
as lin attach "$no" D13 "$work/paper.pdf"
as zhou withdraw "$no"
as zhou export --template neutral --platform shuidichou --out "$work/batch.xlsx"
status_is 0 "it is sent, with another"
as zhou show "$no" --json --reveal
words() {
    "$python" - "$out" <<'END'
import json, sys
case = json.load(open(sys.argv[1], encoding="utf-8"))
fields = {"patient": ("name", "id_number", "phone"), "payee": ("holder", "account"), "guardian": ("name", "phone"),
          "initiator": ("phone",), "illness": ("inpatient_no",)}
for record, names in fields.items():
    for name in names:
        value = case.get(record, {}).get(name)
        if value and "*" not in value:
            print(value)
END
}
words >"$work/words"
set -- $(cat "$work/words") copy-of-a-paper-7733 13987654321 李某某的表姐
as zhou dossier "$no" --out "$work/dossier.zip"
status_is 0 "packed"
as zhou amend "$no"
as zhou set "$no" patient.phone=13987654321
as zhou set "$no" 'contact[+].person=李某某的表姐'
as zhou withdraw "$no"
as zhou close "$no" --reason other --comment "$1 家属来电"
status_is 0 "amended, given up and closed"
as zhou unseal "$store" --out "$work/before.sqlite"
files="$work/before.sqlite $work/before.sqlite.files"
in_bytes "$@"
[ "$n" -eq $# ]
result "all of it is there before"

as zhou set "$no" 'request[+].on=2026-11-19'
as zhou set "$no" 'request[1].by=家属' 'request[1].answered_on=2026-11-20' \
    'request[1].answer=granted'
status_is 0 "whose person asked for it"
as zhou erase "$no" --reason '本人书面要求' --request --yes
status_is 1 "somebody of another name is not taken for the patient"
complains 'what they are to the patient' "which is asked for"
as zhou set "$no" 'request[1].relation=52'
as zhou erase "$no" --reason '本人书面要求' --request --yes
status_is 0 "erased"
files="$store $store-wal $store.files"
in_bytes "$@"
[ "$n" -eq 0 ]
result "nothing is in the bytes of the sealed files"
as zhou unseal "$store" --out "$work/after.sqlite"
files="$work/after.sqlite $work/after.sqlite.files"
in_bytes "$@"
[ "$n" -eq 0 ]
result "nor in what they say"
as zhou show "$other" --json
status_is 0 "the other case is read"
as zhou verify
status_is 0 "the store is whole"
run "$top_builddir/anjuan-verify" "$store" --as zhou --passphrase-file "$work/zhou.secret"
status_is 0 "the other program says so too"
finish
