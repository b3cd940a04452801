# Who has no resident ID card: the number of their own certificate is known and held, and its paper is
# asked for in place of D01 and D02.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

field=$top_srcdir/tests/field

# take FILE [PATH=VALUE...]: imports it, changes it, and leaves what the rules find in $out
take() {
    as lin import "$field/$1.json"
    no=$(cat "$out")
    shift
    [ $# -eq 0 ] || as lin set "$no" "$@"
    as lin check "$no" --json
}

raised() {
    grep -q "\"rule\":\"$1\",.*$2" "$out"
    result "$3"
}

calm() {
    ! grep -q "\"rule\":\"$1\",.*$2" "$out"
    result "$3"
}

take h01-taiwan-residence-permit
calm R103 "Patient" "83 is no region that is missing"
calm R101 "" "and its check digit is right"
raised R114 "residence permit" "its certificate is named"
take h01-taiwan-residence-permit patient.certificate=A1
calm R114 "Patient" "chosen, nothing is said of it"
raised R702 D36 "and the permit is asked for"
calm R702 D01 "not the ID card"
take h02-foreign-permanent-resident patient.certificate=A2
calm R103 "Patient" "a permanent resident's number has no region"
raised R702 D36 "the card is asked for"
as lin set "$no" patient.id_number=911156198807020038
as lin check "$no" --json
raised R101 "Patient" "and its check digit held"
as lin set "$no" patient.id_number=USA110088010101
as lin check "$no" --json
calm R113 "Patient" "one of before 2023 has letters"
take h14-residence-permit-other-wrong-check
raised R101 "Patient" "a wrong check digit is found under other certificates too"
take h03-passport-adult-without-d01
calm R702 "D0[12]" "whoever has a passport needs no ID card"
raised R702 D35 "but the page of it"
take 03-foreign-spouse
calm R702 "D0[12]" "a wife from abroad needs no ID card"
raised R702 D35 "but the page of her passport"
as lin set "$no" "document[+].code=D35" "document[+].state=verified"
as lin check "$no" --json
calm R702 D35 "and then nothing is missing"
as lin set "$no" patient.certificate=06 patient.id_number=H123
as lin check "$no" --json
raised R113 "Patient" "a permit has a form"
as lin set "$no" patient.id_number=H12345678
as lin check "$no" --json
calm R113 "Patient" "which is this"

# A baby's age is told in days, on paper and beside the field.
take h12-newborn-28-days patient.born_on="$(date -d '20 days ago' +%F)"
as lin papers "$no" --out "$work/papers"
grep -rhq "20 天" "$work/papers"
result "20 days are told as days"
as lin set "$no" patient.name=
as lin papers "$no" --out "$work/papers" --replace
grep -q '患者：罗建国之女　性别：女　出生日期：' "$work/papers/$no-consent-a.txt"
result "without a name it is its father's daughter, not a line to fill in"
grep -q '监护人兼发起人（签名）' "$work/papers/$no-commitment.txt" && ! grep -q '^发起人（签名）' "$work/papers/$no-commitment.txt"
result "who is guardian and initiator signs once"

finish
