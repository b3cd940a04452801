#!/bin/sh
# A case as one file: who may make it, what is in it, and that it is found when a byte of it changes.
. "${top_srcdir:-.}/tests/cli/lib.sh"
cases=2
. "$top_srcdir/tests/cli/store.sh"

no=$(echo "$numbers" | head -n 1)
printf '%%PDF-1.4\nfictional\n%%%%EOF\n' >"$work/paper.pdf"
as lin attach "$no" D13 "$work/paper.pdf"
status_is 0 "a copy is attached"
as zhou export --template neutral --platform shuidichou --out "$work/batch.xlsx"
status_is 0 "the case goes out"

printf '手机号,原因\n13900009997,x\n13900009998,y\n' >"$work/list.csv"
as zhou blacklist import "$work/list.csv" --source 平台名单
status_is 0 "a list is taken in"
as qian show "$no" --reveal
status_is 0 "somebody looks at what is masked"
as qian dossier "$no" --out "$work/one.zip"
status_is 0 "an auditor makes a dossier"
says "SHA-256: $(sha256sum <"$work/one.zip" | cut -d ' ' -f 1)" "and hears its digest"
complains "in clear and with nothing masked" "and that it is in clear"
as he dossier "$no" --out "$work/he.zip"
status_is 1 "an adviser makes none of a case that is not theirs"
ok "and nothing is there" test ! -e "$work/he.zip"
as admin dossier "$no" --out "$work/he.zip"
status_is 1 "nor does an administrator"
as lin dossier "$no" --out "$work/lin.zip"
status_is 0 "whoever keeps the case makes one"
as qian dossier "$no" --out "$work/one.zip"
status_is 1 "what is there is not replaced"
as qian dossier "$no" --out "$store"
status_is 1 "a store least of all"
as qian dossier NO-SUCH --out "$work/none.zip"
status_is 1 "a case has to be there"
as qian dossier "$no" --out -
status_is 2 "it is a file"
if has_sqlite; then
    ok "each is told by the store" test "$(sqlite3 "$store" 'SELECT count(*) FROM dossier')" = 2
    ok "with its digest" test "$(sqlite3 "$store" 'SELECT sha256 FROM dossier LIMIT 1')" = \
        "$(sha256sum <"$work/one.zip" | cut -d ' ' -f 1)"
fi
as zhou events
says 'make a dossier' "the events call it by a word"
ok "with the number of the case" sh -c 'grep "make a dossier" "$1" | grep -q -e "$2"' - "$out" "$no"
ok "any unpacker reads it, and lists and readings of the house are not in it" "$python" -c "
import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
assert not json.loads(z.read('records.json'))['records'].get('reveal')
names = z.namelist()
assert names[-2:] == ['manifest.json', 'manifest.sig'], names
assert any(n.startswith('copies/') for n in names)
assert [m['name'] for m in json.loads(z.read('manifest.json'))['members']] == names[:-2]
for n in names:
    if n.endswith('.json'): json.loads(z.read(n))
groups = json.loads(z.read('journal.json'))['groups']
told = {c['table'] for g in groups for c in g['changes']}
assert 'user' in told and not told & {'blacklist', 'read_day', 'sign_in'}, told
assert '平台名单'.encode() not in z.read('journal.json')
other = sys.argv[2].encode()
assert not any(other in z.read(n) for n in names if not n.startswith('knowledge/'))
" "$work/one.zip" "$(echo "$numbers" | tail -n 1)"
run "$top_builddir/anjuan-verify" "$work/one.zip"
status_is 0 "it is whole, whoever looked and wherever the case went"
run "$python" "$top_srcdir/tests/cli/dossier.py" "$work/one.zip"
status_is 0 "a script that follows the description says so too"
as qian dossier "$no" --out "$work/bare.zip" --without-copies
status_is 0 "copies can be left out"
ok "and are" sh -c '! grep -aq copies/[0-9a-f] "$1"' - "$work/bare.zip"
anjuan --store "$store" verify
status_is 0 "the history is whole after all that"
finish
