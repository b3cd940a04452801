/* Bundles at a store that nobody should take in: what others made, cut, changed, gave again,
 * out of turn or to somebody else, and what a station that is trusted signed and is wrong all
 * the same. Each is refused with a sentence that says what to do, leaves no record, and the
 * history tells of it; and what was honest comes in afterwards. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/bundle_inner.h"
#include "app/inner.h"
#include "app/people.h"
#include "app/station.h"
#include "base/attr.h"
#include "exchange/card.h"
#include "store/travel_form.h"
#include "tests/support/forged.h"
#include "tests/support/share.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/support/travel_help.h"

enum { BUNDLES = 4 };

static char *file;
static PersonKey *stranger;
static Signer sender; /* the station T1, whose keys the forger has where that is said */
static PersonPublic desk;
static Buf sent[BUNDLES]; /* honest ones, of which the first has come */

static void setup(void)
{
    travel_start();
    file = help_path("one.anjuan");
    stranger = person_key_new();
    ck_done(signer_open(session_store(zhou), 0, NULL, &sender, &help_err));
    ck_done(signer_public(session_store(qian), 0, &desk, &help_err));
    for (size_t i = 0; i < BUNDLES; i++)
        sent[i] = (Buf)BUF_INIT;
}

static void teardown(void)
{
    for (size_t i = 0; i < BUNDLES; i++)
        buf_free(&sent[i]);
    signer_close(&sender);
    person_key_free(stranger);
    free(file);
    travel_stop();
}

static int64_t at_desk(const char *sql)
{
    return help_number(session_store(qian), sql);
}

static void read_file(Buf *out)
{
    size_t n;
    char *bytes = temp_read(file, &n);
    buf_clear(out);
    buf_add_bytes(out, bytes, n);
    free(bytes);
}

static void send_some(void)
{
    Packed made;
    for (size_t i = 0; i < BUNDLES; i++) {
        const char *no = help_whole_case(lin, 40 + i);
        ck_done(app_pack(lin, "X1", &(PackWhat){&no, 1, false, NULL}, file, true, false, &made,
                         &help_err));
        read_file(&sent[i]);
    }
}

static bool take_bytes(const Buf *bytes, Unpacked *out)
{
    forge_put(file, bytes);
    err_clear(&help_err);
    return app_unpack(qian, file, false, arena, out, &help_err);
}

/* ---- without the sender's keys, or out of turn ---- */

/* The header and the body of one that waits for its turn. */
static void unsigned_one(size_t i, Buf *out)
{
    buf_add_bytes(out, sent[i].data, sent[i].len - PERSON_SIGNATURE);
}

static unsigned char *at(Buf *bytes, size_t place)
{
    return (unsigned char *)bytes->data + place;
}

static void forged(const Forge *forge, Buf *out)
{
    static const char some[] = "z\0\0\0\0\0\0\0\4some";
    Buf inside = BUF_INIT, packed = BUF_INIT;
    forge_deflated(&packed, some, sizeof(some) - 1);
    forge_inside(&inside, (uint64_t[]){sizeof(some) - 1, packed.len, 0}, &packed);
    forge_file(file, forge, &inside);
    read_file(out);
    buf_free(&inside);
    buf_free(&packed);
}

/* By the sender's own keys, and rightly the next one. */
static Forge next_one(void)
{
    Forge forge = forge_honest(sender.key, &desk);
    forge.epoch = bundle_get(at(&sent[1], AT_EPOCH));
    forge.number = 2;
    forge.previous = at(&sent[1], AT_PREVIOUS);
    return forge;
}

static void in_its_name(int i, Buf *out)
{
    unsigned_one(1, out);
    bundle_put(at(out, i % 2 ? AT_EPOCH : AT_NUMBER), (uint64_t)rand());
    forge_sign(stranger, &desk, out);
}
static void a_strangers(int i, Buf *out)
{
    Forge forge = forge_honest(stranger, &desk);
    forge.number = (uint64_t)i + 1;
    forged(&forge, out);
}
static void cut(int i UNUSED, Buf *out)
{
    buf_add_bytes(out, sent[1].data, (size_t)rand() % sent[1].len);
}
static void longer(int i, Buf *out)
{
    buf_add_bytes(out, sent[1].data, sent[1].len);
    buf_add_bytes(out, sent[2].data, (size_t)i + 1);
}
static void changed(int i, Buf *out)
{
    buf_add_bytes(out, sent[1].data, sent[1].len);
    *at(out, (size_t)rand() % out->len) ^= (unsigned char)(1 << i % 8);
}
static void given_again(int i UNUSED, Buf *out)
{
    buf_add_bytes(out, sent[0].data, sent[0].len);
}
static void another_of_its_number(int i UNUSED, Buf *out)
{
    Forge forge = next_one();
    forge.number = 1;
    forged(&forge, out);
}
static void ahead_of_its_turn(int i, Buf *out)
{
    const Buf *one = &sent[2 + i % 2];
    buf_add_bytes(out, one->data, one->len);
}
static void after_another(int i, Buf *out)
{
    unsigned char previous[BUNDLE_DIGEST];
    Forge forge = next_one();
    memcpy(previous, forge.previous, sizeof(previous));
    previous[i % BUNDLE_DIGEST] ^= 1;
    forge.previous = previous;
    forged(&forge, out);
}
static void of_an_older_epoch(int i, Buf *out)
{
    Forge forge = next_one();
    forge.epoch -= (uint64_t)i + 1;
    forged(&forge, out);
}
static void put_together(int i, Buf *out)
{
    const Buf *one = &sent[2 + i % 2];
    buf_add_bytes(out, sent[1].data, BUNDLE_HEAD);
    buf_add_bytes(out, one->data + BUNDLE_HEAD, one->len - BUNDLE_HEAD - PERSON_SIGNATURE);
    bundle_put(at(out, AT_BODY), out->len - BUNDLE_HEAD);
    forge_sign(sender.key, &desk, out);
}
static void for_another(int i UNUSED, Buf *out)
{
    Forge forge = next_one();
    forge.recipient = forge.sealed = person_key_public(stranger);
    forged(&forge, out);
}
static void readdressed(int i, Buf *out)
{
    for_another(i, out);
    bundle_id(&desk, at(out, AT_TO));
}
static void readdressed_by_the_sender(int i UNUSED, Buf *out)
{
    Forge forge = next_one();
    forge.sealed = person_key_public(stranger);
    forged(&forge, out);
}

static const struct Way {
    const char *name;
    void (*make)(int i, Buf *out);
    BundleFault fault; /* BUNDLE_WHOLE: it came before, and is passed by; BUNDLE_FAULTS: any */
    const char *says;
} ways[] = {
    {"forged, in its name", in_its_name, BUNDLE_SIGNATURE, "have it sent again"},
    {"forged, a stranger's", a_strangers, BUNDLE_STRANGER, "ask for the card"},
    {"cut", cut, BUNDLE_FAULTS, ""},
    {"longer", longer, BUNDLE_LENGTH, "have it sent again"},
    {"changed", changed, BUNDLE_FAULTS, ""},
    {"replayed", given_again, BUNDLE_WHOLE, ""},
    {"replayed, sealed anew", another_of_its_number, BUNDLE_TWIN, "tell them on the telephone"},
    {"replayed, of an older epoch", of_an_older_epoch, BUNDLE_EPOCH, "packed again"},
    {"reordered, ahead of its turn", ahead_of_its_turn, BUNDLE_GAP, "--again 2"},
    {"reordered, after another", after_another, BUNDLE_PREVIOUS, "tell them on the telephone"},
    {"reordered, put together", put_together, BUNDLE_BODY, "have it sent again"},
    {"re-addressed, another's", for_another, BUNDLE_NOT_OURS, "give it to the one"},
    {"re-addressed", readdressed, BUNDLE_SIGNATURE, "have it sent again"},
    {"re-addressed by the sender", readdressed_by_the_sender, BUNDLE_KEY, "packed again"},
};

/* Not taken; whether it counts as a try. */
static bool not_taken(const struct Way *way, int i)
{
    Buf bytes = BUF_INIT;
    Unpacked out;
    way->make(i, &bytes);
    bool done = take_bytes(&bytes, &out);
    buf_free(&bytes);
    ck_assert_msg(done == (way->fault == BUNDLE_WHOLE), "%s, %d: %s", way->name, i,
                  help_err.text);
    ck_assert_msg(done == out.again && !out.used_up && !out.cases, "%s, %d", way->name, i);
    ck_assert_msg(way->fault == BUNDLE_FAULTS || out.fault == way->fault, "%s, %d: %d",
                  way->name, i, (int)out.fault);
    ck_assert_msg(done || (*help_err.text && strstr(help_err.text, way->says)), "%s: %s",
                  way->name, help_err.text);
    return !done;
}

/* Each way as often as it takes for 500, counted here over and over. */
START_TEST(test_hostile_bundles_are_not_taken)
{
    const int each = share_of(500 / COUNT_OF(ways) + 1, 10);
    int64_t refused = 0, events;
    Unpacked out;
    send_some();
    ck_assert(take_bytes(&sent[0], &out));
    events = at_desk("SELECT count(*) FROM journal_group WHERE verb <> 'bundle_refused'");
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        for (int j = 0; j < each; j++)
            refused += not_taken(&ways[i], j);
        printf("# %s: %d, 0 taken\n", ways[i].name, each);
    }
    printf("# %d bundles, 0 taken\n", each * (int)COUNT_OF(ways));
    ck_assert_int_eq(at_desk("SELECT count(*) FROM case_file"), 1);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM bundle_in"), 1);
    ck_assert_int_eq(
        at_desk("SELECT count(*) FROM journal_group WHERE verb <> 'bundle_refused'"), events);
    ck_assert_int_eq(at_desk("SELECT sum(tries) FROM bundle_try"), refused);
    ck_assert_int_eq(
        at_desk("SELECT count(*) FROM bundle_try AS t WHERE NOT EXISTS"
                " (SELECT 1 FROM journal_group AS g WHERE g.verb = 'bundle_refused'"
                " AND g.message LIKE t.cause || ' · %')"),
        0);
    for (size_t i = 1; i < BUNDLES; i++) {
        ck_assert_msg(take_bytes(&sent[i], &out), "%s", help_err.text);
        ck_assert_int_eq(out.cases, 1);
    }
    whole(qian);
}
END_TEST

/* ---- by the sender's keys: wrong all the same ---- */

static void part(Buf *parts, char kind, const Buf *bytes)
{
    buf_add_char(parts, kind);
    part_number(parts, bytes->len);
    buf_add_bytes(parts, bytes->data, bytes->len);
}

static void card_part(Buf *parts, const char *name)
{
    StationCard card;
    Buf text = BUF_INIT;
    ck_done(station_own(session_store(zhou), arena, &card, &help_err));
    if (name)
        card.name = name;
    card_write(&card, sender.key, &text);
    part(parts, PART_CARD, &text);
    buf_free(&text);
}

static void case_part(const char *no, Buf *parts)
{
    Buf bytes = BUF_INIT;
    give(lin, no, NULL, &bytes);
    part(parts, PART_CASE, &bytes);
    buf_free(&bytes);
}

/* Beginning an epoch of its own, so that its number is the right one. */
static void write_parts(int i, const Buf *parts)
{
    Forge forge = forge_honest(sender.key, &desk);
    Buf inside = BUF_INIT, packed = BUF_INIT;
    forge.epoch += (uint64_t)i;
    forge_deflated(&packed, parts->data, parts->len);
    forge_inside(&inside, (uint64_t[]){parts->len, packed.len, 0}, &packed);
    forge_file(file, &forge, &inside);
    buf_free(&inside);
    buf_free(&packed);
}

static void a_newer_format(int i, Buf *parts UNUSED)
{
    Forge forge = forge_honest(sender.key, &desk);
    Buf bytes = BUF_INIT;
    forge.epoch += (uint64_t)i;
    forged(&forge, &bytes);
    buf_cut(&bytes, bytes.len - PERSON_SIGNATURE);
    *at(&bytes, AT_MAJOR + 1) = BUNDLE_MAJOR + 1;
    forge_sign(sender.key, &desk, &bytes);
    forge_put(file, &bytes);
    buf_free(&bytes);
}
static void a_newer_part(int i UNUSED, Buf *parts)
{
    Buf bytes = BUF_INIT;
    buf_add(&bytes, "what a newer program says, and no other may pass by");
    part(parts, 'Q', &bytes);
    buf_free(&bytes);
}
static void a_schema_that_is_not_here(int i UNUSED, Buf *parts)
{
    Buf bytes = BUF_INIT, newer = BUF_INIT;
    TravelForm form;
    give(lin, help_whole_case(lin, 50), NULL, &bytes);
    ck_assert(travel_read(bytes.data, bytes.len, arena, &form));
    form.schema++;
    travel_write(&form, &newer);
    card_part(parts, NULL);
    part(parts, PART_CASE, &newer);
    buf_free(&bytes);
    buf_free(&newer);
}
static void another_name_on_its_card(int i UNUSED, Buf *parts)
{
    card_part(parts, "另一个名字é");
}

/* Their station has told of it by then. */
static void somebody_who_was_disabled(int i UNUSED, Buf *parts)
{
    const char *no = help_whole_case(lin, 51);
    const GroupHead head = {.kind = GROUP_EDIT,
                            .user_id = session_user(lin)->id,
                            .case_id = id_of(lin, no),
                            .verb = "edit",
                            .content = true};
    Tx *tx = NULL;
    ck_done(app_person_disable(zhou, "lin", &help_err));
    card_part(parts, NULL);
    take_triggers_away();
    ck_assert(help_raw(help_store_file, "UPDATE person_key SET ended = NULL;"
                                        "UPDATE user SET disabled = 0"));
    ck_done(tx_begin(session_store(lin), &head, &tx, &help_err));
    ck_done(tx_set(tx, "case_file", head.case_id, "note", sql_value_text("还在写"), NULL, 0,
                   &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    case_part(no, parts);
}

/* zhou approves what zhou entered. */
static void one_pair_of_eyes(int i UNUSED, Buf *parts)
{
    const char *no = help_whole_case(zhou, 52);
    travel_approve_nothing(zhou, no, NULL);
    card_part(parts, NULL);
    case_part(no, parts);
}

static void ten_gigabytes(int i, Buf *parts UNUSED)
{
    Forge forge = forge_honest(sender.key, &desk);
    Buf bytes = BUF_INIT;
    forge.epoch += (uint64_t)i;
    forge.body = (uint64_t)10 << 30;
    forged(&forge, &bytes);
    buf_free(&bytes);
}

/* says: of the packed part, unpacked; 32 MB of zeros come out. */
static void packs(int i, uint64_t says)
{
    enum { ZEROS = 32 << 20 };
    Forge forge = forge_honest(sender.key, &desk);
    Buf inside = BUF_INIT, packed = BUF_INIT;
    forge.epoch += (uint64_t)i;
    forge_deflated(&packed, NULL, ZEROS);
    forge_inside(&inside, (uint64_t[]){says ? says : ZEROS, packed.len, 0}, &packed);
    forge_file(file, &forge, &inside);
    buf_free(&inside);
    buf_free(&packed);
}
static void ten_gigabytes_inside(int i, Buf *parts UNUSED)
{
    packs(i, (uint64_t)10 << 30);
}
static void a_bomb_that_says_less(int i, Buf *parts UNUSED)
{
    packs(i, 1000);
}
static void a_bomb_of_zeros(int i, Buf *parts UNUSED)
{
    packs(i, 0);
}
static void a_station_of_before(int i, Buf *parts)
{
    ck_done(app_distrust(qian, "T1", "笔记本被盗", &help_err));
    a_newer_part(i, parts);
}

static const struct Wrong {
    const char *name;
    void (*make)(int i, Buf *parts);
    BundleFault fault;
    const char *says, *todo;
} wrongs[] = {
    {"a newer format", a_newer_format, BUNDLE_NEWER, "newer form", "take a newer program"},
    {"a newer part", a_newer_part, BUNDLE_CONTENT, "not what has to be in one",
     "tell them on the telephone"},
    {"a schema that is not here", a_schema_that_is_not_here, BUNDLE_CONTENT,
     "newer version of this program", "bring this one up to date"},
    {"a card with another name", another_name_on_its_card, BUNDLE_CONTENT,
     "another name on this card", "Ask "},
    {"10 GB", ten_gigabytes, BUNDLE_LENGTH, "not as long as it says", "have it sent again"},
    {"10 GB inside", ten_gigabytes_inside, BUNDLE_CONTENT, "not what has to be in one",
     "tell them on the telephone"},
    {"a bomb that says less", a_bomb_that_says_less, BUNDLE_CONTENT,
     "not what has to be in one", "tell them on the telephone"},
    {"a bomb of zeros", a_bomb_of_zeros, BUNDLE_CONTENT, "not what has to be in one",
     "tell them on the telephone"},
    {"one pair of eyes", one_pair_of_eyes, BUNDLE_CONTENT, "entered this case",
     "another supervisor to approve it"},
    {"somebody who was disabled", somebody_who_was_disabled, BUNDLE_CONTENT,
     "did not have then", "tell them on the telephone"},
    {"a station of before", a_station_of_before, BUNDLE_RETIRED, "not one whose bundles",
     "a supervisor decides that"},
};

static void refused(const struct Wrong *wrong, int i)
{
    Buf parts = BUF_INIT;
    Unpacked out;
    int64_t before = at_desk("SELECT count(*) FROM bundle_in"), tries,
            told = at_desk("SELECT coalesce(sum(tries), 0) FROM bundle_try");
    bool content = wrong->fault == BUNDLE_CONTENT;
    wrong->make(i, &parts);
    if (parts.len)
        write_parts(i, &parts);
    err_clear(&help_err);
    ck_assert_msg(!app_unpack(qian, file, false, arena, &out, &help_err), "%s", wrong->name);
    printf("# %s: %s\n", wrong->name, help_err.text);
    fflush(stdout);
    ck_assert_msg(out.fault == wrong->fault, "%s: %d", wrong->name, (int)out.fault);
    ck_assert_msg(strstr(help_err.text, wrong->says) && strstr(help_err.text, wrong->todo),
                  "%s: %s", wrong->name, help_err.text);
    ck_assert_msg(out.used_up == content, "%s", wrong->name);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM bundle_in WHERE refused IS NOT NULL"),
                     before + content);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM case_file"), 0);
    tries = at_desk("SELECT sum(tries) FROM bundle_try");
    ck_assert_msg(tries == told + 1, "%s", wrong->name);
    buf_free(&parts);
}

START_TEST(test_hostile_by_whom_we_trust)
{
    for (size_t i = 0; i < COUNT_OF(wrongs); i++)
        refused(&wrongs[i], (int)i);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM user"), 1); /* nobody was met by it */
    ck_assert_int_eq(at_desk("SELECT count(DISTINCT substr(message, 1, 4)) FROM journal_group"
                             " WHERE verb = 'bundle_refused'"),
                     4);
    whole(qian);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_hostile_bundles_are_not_taken,
        test_hostile_by_whom_we_trust,
        NULL,
    };
    return suite_run("hostile", tests, setup, teardown);
}
