# loops.sh LEAST: what is tried of sealed stores when the system fails them, added up: calls that fail,
# kills and power cuts, of the cipher alone and of the commands of the program. 1000: what "make check"
# does of them. More: as much of the commands again, and the rest of the cipher, where one costs a
# hundredth. Fails where anything is wrong, or where they are fewer.
set -eu
least=$1
tests=$top_builddir/tests
log=$(mktemp)
trap 'rm -f "$log"' EXIT INT TERM
if [ "$least" -gt 1000 ]; then
    SEAL_IMAGES=$((least - 1000)) SEAL_KILLS=600 CK_TIMEOUT_MULTIPLIER=999
    export SEAL_IMAGES SEAL_KILLS CK_TIMEOUT_MULTIPLIER
fi
for each in unit/seal/test_power unit/seal/test_writers faults/test_faults.sh; do
    echo "$each"
    status=0
    case $each in
    *.sh) sh "$top_srcdir/tests/$each" ;;
    *) "$tests/$each" ;;
    esac >"$log.one" 2>&1 || status=$?
    cat "$log.one"
    cat "$log.one" >>"$log"
    rm -f "$log.one"
    [ "$status" -eq 0 ] || exit "$status"
done
# Rows of a table that its head says is of sealed stores, and sentences.
awk -v least="$least" '
    /^command .* (sealed|plain)$/ { rows = $NF == "sealed"; next }
    / of a sealed store/ { n += $1; next }
    rows && NF == 6 && $3 ~ /^[0-9]+$/ { n += $3; next }
    { rows = 0 }
    END { print "loops of sealed stores: " n; exit n < least }' "$log"
