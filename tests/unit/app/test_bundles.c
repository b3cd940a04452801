/* Bundles that a trusted station signed and that are wrong nevertheless: refused with a
 * sentence, nothing taken in, the number used up and answered; and what numbers say. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/bundle_inner.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/import.h"
#include "app/init.h"
#include "app/inner.h"
#include "app/sample.h"
#include "app/station.h"
#include "base/attr.h"
#include "base/path.h"
#include "desk/call.h"
#include "exchange/card.h"
#include "tests/support/people.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/support/travel_help.h"

static char *file; /* X1 takes what T1 gives */

static void setup(void)
{
    travel_start();
    file = help_path("one.anjuan");
}

static void teardown(void)
{
    free(file);
    travel_stop();
}

/* ---- by the keys of T1 ---- */

static const unsigned char none[BUNDLE_DIGEST];

typedef struct Forged {
    uint64_t epoch, number;
    unsigned char previous[BUNDLE_DIGEST], digest[BUNDLE_DIGEST];
    Buf parts, raw;
} Forged;

static Forged begin(uint64_t number, const Forged *before)
{
    Forged f = {.epoch = 9, .number = number, .parts = BUF_INIT, .raw = BUF_INIT};
    memcpy(f.previous, before ? before->digest : none, BUNDLE_DIGEST);
    return f;
}

static void add(Forged *f, char kind, const void *bytes, size_t n, uint64_t says)
{
    buf_add_char(&f->parts, kind);
    part_number(&f->parts, says);
    buf_add_bytes(&f->parts, bytes, n);
}

static void add_receipts(Forged *f, const Receipts *receipts)
{
    Buf bytes = BUF_INIT, signature = BUF_INIT;
    PersonPublic to;
    Signer station;
    ck_done(signer_public(session_store(qian), 0, &to, &help_err));
    ck_done(signer_open(session_store(zhou), 0, NULL, &station, &help_err));
    receipts_write(receipts, &bytes);
    receipts_sign(&bytes, station.key, &to, &signature);
    add(f, PART_RECEIPTS_SIGNED, signature.data, signature.len, signature.len);
    add(f, PART_RECEIPTS, bytes.data, bytes.len, bytes.len);
    signer_close(&station);
    buf_free(&signature);
    buf_free(&bytes);
}

static bool give_raw(void *ctx, BundleWriter *writer, Err *err)
{
    const Forged *f = ctx;
    (void)err;
    return bundle_add(writer, f->raw.data, f->raw.len);
}

static void write_it(Forged *f)
{
    Store *desk = session_store(qian);
    PersonPublic to;
    Signer station;
    BundlePack *pack = bundle_pack_new();
    uint64_t size;
    ck_done(signer_public(desk, 0, &to, &help_err));
    ck_done(signer_open(session_store(zhou), 0, NULL, &station, &help_err));
    ck_done(bundle_pack_add(pack, f->parts.data, f->parts.len, &help_err));
    ck_done(bundle_write(file,
                         &(BundleTo){.sender = station.key,
                                     .recipient = &to,
                                     .epoch = f->epoch,
                                     .number = f->number,
                                     .previous = f->previous},
                         pack, &(BundleRaw){f->raw.len, give_raw, f}, f->digest, &size,
                         &help_err));
    bundle_pack_free(pack);
    signer_close(&station);
    buf_free(&f->parts);
    buf_free(&f->raw);
}

static Unpacked taken(Forged *f, bool done)
{
    Unpacked out;
    write_it(f);
    err_clear(&help_err);
    ck_assert_msg(app_unpack(qian, file, false, arena, &out, &help_err) == done, "%s",
                  help_err.text);
    return out;
}

static int64_t at_desk(const char *sql)
{
    return help_number(session_store(qian), sql);
}

/* ---- what is in it ---- */

static void refused(Forged *f, const char *says)
{
    int64_t before = at_desk("SELECT count(*) FROM bundle_in");
    Unpacked out = taken(f, false);
    ck_assert_int_eq(out.fault, BUNDLE_CONTENT);
    ck_assert(out.used_up);
    ck_assert_msg(strstr(help_err.text, says) != NULL, "%s", help_err.text);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM bundle_in WHERE refused IS NOT NULL"),
                     before + 1);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM knowledge_text"), 0);
}

START_TEST(test_bundles_wrong_inside)
{
    static const char bent[] = "not what has to be in one";
    Forged f = begin(1, NULL);
    add(&f, 'Q', "?", 1, 1);
    refused(&f, bent);
    f = begin(2, &f);
    add(&f, PART_CASE, "?", 1, (uint64_t)17 << 20); /* more than is ever made room for */
    refused(&f, bent);
    f = begin(3, &f);
    add(&f, PART_RECEIPTS, "?", 1, 1);
    refused(&f, bent);
    f = begin(4, &f);
    add(&f, PART_KNOWLEDGE, "0123456789abcdef\n{}", 19, 19);
    refused(&f, bent);
    f = begin(5, &f);
    add(&f, PART_CARD, "{}", 2, 2);
    refused(&f, "no card of a station");
    f = begin(6, &f);
    add(&f, PART_CASE, "?", 1, 2); /* half of it */
    refused(&f, bent);
    f = begin(7, &f);
    add(&f, PART_CASE, "groups?", 7, 7);
    refused(&f, "");
    f = begin(8, &f);
    buf_add_bytes(&f.raw, none, sizeof(none)); /* a copy of something else */
    part_number(&f.raw, 3);
    buf_add(&f.raw, "abc");
    refused(&f, bent);
    f = begin(9, &f);
    add(&f, 'z', "what a newer program says", 25, 25);
    taken(&f, true);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM bundle_in WHERE refused IS NULL"), 1);
}
END_TEST

/* Of so many bytes, and a word behind them. */
static void message(Forged *f, char kind, size_t fixed, const char *word)
{
    Buf bytes = BUF_INIT;
    buf_add_char(&bytes, kind);
    part_number(&bytes, fixed + strlen(word));
    for (size_t i = 0; i < fixed; i++)
        buf_add_char(&bytes, 1);
    buf_add(&bytes, word);
    add(f, PART_MESSAGE, bytes.data, bytes.len, bytes.len);
    buf_free(&bytes);
}

/* What is asked for and is not here is answered so, and what nobody asked for is not heard. */
START_TEST(test_bundles_messages)
{
    enum { OF_CALL = 3 * UID_BYTES + 8, OF_ANSWER = UID_BYTES };
    static const char bent[] = "not what has to be in one";
    static const struct {
        char kind;
        size_t fixed;
        const char *word;
    } wrong[] = {{'Q', 3, "x"},
                 {'C', OF_CALL, ""},
                 {'C', OF_ANSWER, "needed"},
                 {'C', OF_CALL, "a sentence about a person"},
                 {'C', OF_CALL, "need\ned"},
                 {'A', 3, "soon"}};
    uint64_t number = 0;
    Forged f = begin(1, NULL);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        f = begin(++number, i ? &f : NULL);
        message(&f, wrong[i].kind, wrong[i].fixed, wrong[i].word);
        refused(&f, bent);
    }
    f = begin(++number, &f);
    add(&f, PART_MESSAGE, "C\xff\xff\xff\xff\xff\xff\xff\xff?", 10, 10);
    refused(&f, bent);
    f = begin(++number, &f);
    message(&f, 'C', OF_CALL, "of_a_newer_one");
    message(&f, 'C', OF_CALL, "needed");
    message(&f, 'A', OF_ANSWER, "soon");
    message(&f, 'z', 3, "what a newer program says");
    ck_assert_int_eq(taken(&f, true).heard.asked, 0);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM case_call"), 1);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM case_call WHERE answer = 'elsewhere'"), 1);
}
END_TEST

/* ---- where bundles are looked for ---- */

START_TEST(test_bundles_media)
{
    static const struct {
        const char *line, *path;
    } mounts[] = {
        {"41 28 8:17 / /media/he/STICK\\0401 rw shared:7 - vfat /dev/sdb1 rw",
         "/media/he/STICK 1"},
        {"41 28 8:17 / /mnt ro - exfat /dev/sdb1 ro", "/mnt"},
        {"41 28 8:1 / / rw shared:1 - ext4 /dev/sda1 rw", NULL},
        {"41 28 0:44 / /mnt/share rw - nfs4 10.0.0.9:/share rw", NULL},
        {"41 28 0:45 / /media/office rw - cifs //server/dev/ rw", NULL},
        {"41 28 0:46 / /mnt/tmp rw - tmpfs", NULL},
        {"41 28 8:17 / /mnt/x", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(mounts); i++) {
        char *line = arena_dup(arena, mounts[i].line), *path = medium_of(line);
        if (mounts[i].path)
            ck_assert_pstr_eq(path, mounts[i].path);
        else
            ck_assert_ptr_null(path);
    }
}
END_TEST

/* ---- of what size ---- */

/* Entered eight cells at a time, each time in a group of its own. */
static const char *typed_case(uint64_t number)
{
    enum { AT_ONCE = 8 };
    CaseFile *whole = sample_case(1, number, session_today(zhou), 0), *open;
    TypedCell cells[AT_ONCE];
    size_t n = 0, bad, typed = 0;
    ck_done(app_case_new(zhou, &open, &help_err));
    const char *no = arena_dup(arena, case_head_of(open)->no);
    for (FieldId id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field(id);
        for (size_t row = 0; row < case_rows(whole, field->record); row++) {
            const char *value = case_get(whole, id, row);
            if (!value || field->flags & FF_GIVEN)
                continue;
            while (n && row > case_rows(open, field->record)) {
                ck_done(app_case_set_cells(zhou, open, cells, n, &bad, &help_err));
                n = 0;
            }
            cells[n++] = (TypedCell){id, row, value};
            typed++;
            if (n < AT_ONCE)
                continue;
            ck_done(app_case_set_cells(zhou, open, cells, n, &bad, &help_err));
            n = 0;
        }
    }
    if (n)
        ck_done(app_case_set_cells(zhou, open, cells, n, &bad, &help_err));
    ck_assert_uint_gt(typed, 200);
    case_free(whole);
    case_free(open);
    return no;
}

static int64_t size_of(const char *no)
{
    Packed made;
    ck_done(app_pack(zhou, "X1", &(PackWhat){&no, 1, false, NULL}, file, true, false, &made,
                     &help_err));
    return made.size;
}

/* The first tells besides who works there and by which rules; zeros behind it are counted. */
START_TEST(test_bundles_sizes)
{
    size_of(help_whole_case(zhou, 70));
    int64_t imported = size_of(help_whole_case(zhou, 71)), typed = size_of(typed_case(72));
    printf("# a case that was imported: %lld bytes, typed: %lld\n", (long long)imported,
           (long long)typed);
    ck_assert_int_lt(imported, 4 << 10);
    ck_assert_int_lt(typed, 6 << 10);
}
END_TEST

/* ---- what is more than one bundle holds ---- */

static void answer_many(int n)
{
    const GroupHead head = {.kind = GROUP_HOUSE,
                            .user_id = session_user(zhou)->id,
                            .verb = call_answer_verb,
                            .message = "X1"};
    Tx *tx;
    ck_done(tx_begin(session_store(zhou), &head, &tx, &help_err));
    for (int i = 0; i < n; i++) {
        const Call call = {
            .call = uid_new(), .case_uid = uid_new(), .caller = "X1", .holder = "T1"};
        Call *put;
        ck_done(call_put(tx, &call, &help_err));
        ck_done(call_find(session_store(zhou), &call.call, arena, &put, &help_err));
        ck_done(call_put_answer(tx, put->id, CALL_SOON, &help_err));
    }
    ck_done(tx_commit(tx, NULL, &help_err));
}

/* More than is heard in one bundle is said in two. */
START_TEST(test_bundles_many_messages)
{
    const PackWhat nothing = {.waiting = false};
    Packed made;
    Unpacked in;
    answer_many(BUNDLE_MESSAGES_MAX + 1);
    for (int i = 1; i <= 3; i++) {
        ck_done(app_pack(zhou, "X1", &nothing, file, true, false, &made, &help_err));
        ck_assert_int_eq(made.number, i < 3 ? i : 0);
        ck_done(app_unpack(qian, file, false, arena, &in, &help_err));
    }
}
END_TEST

/* A card by other keys, and one with another name. */
START_TEST(test_bundles_other_card)
{
    StationCard card;
    Signer station;
    Buf text = BUF_INIT;
    Forged f = begin(1, NULL);
    ck_done(station_own(session_store(zhou), arena, &card, &help_err));
    ck_done(signer_open(session_store(zhou), 0, NULL, &station, &help_err));
    card.name = "另一个名字";
    card_write(&card, station.key, &text);
    add(&f, PART_CARD, text.data, text.len, text.len);
    refused(&f, "has another name on this card");
    buf_clear(&text);
    signer_close(&station);
    ck_done(station_own(session_store(qian), arena, &card, &help_err));
    ck_done(signer_open(session_store(qian), 0, NULL, &station, &help_err));
    card_write(&card, station.key, &text);
    f = begin(2, &f);
    add(&f, PART_CARD, text.data, text.len, text.len);
    refused(&f, "Another station with the code");
    signer_close(&station);
    buf_free(&text);
}
END_TEST

/* Nobody signs for the people of others. */
START_TEST(test_bundles_people_of_others)
{
    StationCard card, ours;
    Signer station;
    Buf text = BUF_INIT;
    Forged f = begin(1, NULL);
    ck_done(station_own(session_store(zhou), arena, &card, &help_err));
    ck_done(station_own(session_store(qian), arena, &ours, &help_err));
    ck_done(signer_open(session_store(zhou), 0, NULL, &station, &help_err));
    for (int i = 0; i < 3; i++) {
        StationPerson real = card.persons[0];
        StationTerm *last = &real.terms[real.n - 1], was = *last;
        if (i == 0)
            card.persons[0].key = last->key = ours.persons[0].key;
        else if (i == 1)
            card.persons[0].public = ours.persons[0].public;
        if (i == 1)
            memcpy(last->sign, ours.persons[0].public.sign, PERSON_PUBLIC);
        if (i == 2)
            memset(card.persons[0].person.bytes, 0, UID_BYTES); /* somebody new, first of all */
        buf_clear(&text);
        card_write(&card, station.key, &text);
        if (i)
            f = begin((uint64_t)i + 1, &f);
        add(&f, PART_CARD, text.data, text.len, text.len);
        if (i < 2)
            refused(&f, "nobody is of two");
        card.persons[0] = real;
        *last = was;
    }
    ck_assert_int_eq(taken(&f, false).fault, BUNDLE_CONTENT); /* a key is of one person */
    signer_close(&station);
    buf_free(&text);
}
END_TEST

static uint64_t desk_packs(void)
{
    const char *no = help_whole_case(qian, 7);
    Packed made;
    ck_done(app_pack(qian, "T1", &(PackWhat){&no, 1, false, NULL}, file, true, false, &made,
                     &help_err));
    return (uint64_t)at_desk("SELECT max(epoch) FROM bundle_out");
}

/* Whoever says that it has our bundles of the year 9999 leaves us no epoch, and of the last one
 * that there is nearly so. */
START_TEST(test_bundles_late_epoch)
{
    const uint64_t late[] = {EPOCH_MAX + 1, EPOCH_MAX,
                             pair_epoch_latest() + ((uint64_t)60000 << 16)};
    Forged f;
    for (size_t i = 0; i < COUNT_OF(late); i++) {
        Receipts r = {.position = 5, .number = 3, .epoch = late[i]};
        f = begin(i + 1, i ? &f : NULL);
        add_receipts(&f, &r);
        refused(&f, "not what has to be in one");
    }
    ck_assert_uint_lt(desk_packs(), pair_epoch_latest());
}
END_TEST

/* A copy that no document names is not kept. */
START_TEST(test_bundles_copy_of_nothing)
{
    char hex[DIGEST_HEX + 1], *folder = help_path("desk.db.files");
    Forged f = begin(1, NULL);
    digest_sha256("abc", 3, hex);
    for (size_t i = 0; i < DIGEST_BYTES; i++) {
        unsigned byte;
        sscanf(hex + 2 * i, "%2x", &byte);
        buf_add_char(&f.raw, (char)byte);
    }
    part_number(&f.raw, 3);
    buf_add(&f.raw, "abc");
    taken(&f, true);
    ck_assert(!path_exists(folder));
    free(folder);
}
END_TEST

/* ---- numbers ---- */

START_TEST(test_bundles_numbers)
{
    Forged one = begin(1, NULL), two, twin, later;
    taken(&one, true);
    two = begin(2, NULL); /* it follows nothing that came */
    ck_assert_int_eq(taken(&two, false).fault, BUNDLE_PREVIOUS);
    two = begin(2, &one);
    taken(&two, true);
    ck_assert(taken(&one, false).fault == BUNDLE_TWIN); /* sealed anew it is another one */
    twin = begin(2, &one);
    add(&twin, 'z', "?", 1, 1);
    ck_assert_int_eq(taken(&twin, false).fault, BUNDLE_TWIN);
    later = begin(4, &two);
    ck_assert_int_eq(taken(&later, false).fault, BUNDLE_GAP);
    ck_assert(strstr(help_err.text, "pack --to X1 --again 3"));
    later = begin(2, NULL);
    later.epoch = 10;
    ck_assert_int_eq(taken(&later, false).fault,
                     BUNDLE_GAP); /* a new epoch begins with its first */
    later = begin(1, NULL);
    later.epoch = 10;
    taken(&later, true);
    one = begin(3, &two); /* of the epoch before */
    ck_assert_int_eq(taken(&one, false).fault, BUNDLE_EPOCH);
    one = begin(1, NULL);
    one.epoch = UINT64_MAX;
    ck_assert_int_eq(taken(&one, false).fault, BUNDLE_EPOCH);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM bundle_in"), 3);
    ck_assert_int_eq(at_desk("SELECT sum(tries) FROM bundle_try WHERE cause = 'twin'"), 2);
    ck_assert_int_ge(
        at_desk("SELECT count(*) FROM journal_group WHERE verb = 'bundle_refused'"), 4);
}
END_TEST

/* ---- receipts ---- */

START_TEST(test_bundles_answers)
{
    Receipts r = {.position = 5, .number = 1, .n = 1};
    Forged f = begin(0, NULL);
    Unpacked out;
    r.epoch = desk_packs();
    PairEnd last;
    ck_done(pair_last_out(session_store(qian), 1, r.epoch, &last, &help_err));
    memcpy(r.digest, last.digest, BUNDLE_DIGEST);
    r.refused[0].number = 1;
    snprintf(r.refused[0].reason, sizeof(r.refused[0].reason), "四眼原则é");
    add_receipts(&f, &r);
    out = taken(&f, true);
    ck_assert_int_eq(out.acknowledged, 1);
    ck_assert(out.notes[0] && strstr(out.notes[0], "四眼原则é"));
    ck_assert_int_eq(at_desk("SELECT count(*) FROM bundle_out WHERE refused = '四眼原则é'"), 1);
    /* What was said before that is of no account, however late it comes. */
    r.position = 4;
    r.number = 0;
    f = begin(0, NULL);
    add_receipts(&f, &r);
    ck_assert_int_eq(taken(&f, true).acknowledged, 0);
    whole(qian);
}
END_TEST

/* Who wrote them, and of whom they are, can be told once the bundle is gone. */
START_TEST(test_bundles_answers_are_signed)
{
    Receipts r = {.position = 5, .number = 1};
    Forged f = begin(0, NULL), older = begin(0, NULL), wrong = begin(1, NULL);
    Buf bytes = BUF_INIT;
    PairEnd last;
    r.epoch = desk_packs();
    ck_done(pair_last_out(session_store(qian), 1, r.epoch, &last, &help_err));
    memcpy(r.digest, last.digest, BUNDLE_DIGEST);
    receipts_write(&r, &bytes);
    add(&older, PART_RECEIPTS, bytes.data, bytes.len, bytes.len);
    Unpacked out = taken(&older, true);
    ck_assert_int_eq(out.acknowledged, 0);
    ck_assert(out.notes[0] && strstr(out.notes[0], "older version"));
    add(&wrong, PART_RECEIPTS_SIGNED, "x", 1, 1);
    ck_assert_int_eq(taken(&wrong, false).fault, BUNDLE_CONTENT);
    add_receipts(&f, &r);
    ck_assert_int_eq(taken(&f, true).acknowledged, 1);
    ck_assert_int_eq(at_desk("SELECT length(receipt) FROM bundle_out"), 57 + 64);
    buf_free(&bytes);
}
END_TEST

/* What a client that was changed does, and the key of its person signs. */
static void call_acknowledged(int64_t number, const void *receipt, size_t n)
{
    Store *store = session_store(qian);
    const GroupHead head = {
        .kind = GROUP_HOUSE, .user_id = session_user(qian)->id, .verb = "bundle_answered"};
    Tx *tx;
    int64_t id;
    ck_done(sql_get_int(store, &help_err, &id, "SELECT id FROM bundle_out WHERE number = ?",
                        "i", number));
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_set(tx, "bundle_out", id, "acknowledged",
                   sql_value_text("2026-11-30T08:00:00.000Z"), NULL, 0, &help_err));
    if (receipt)
        ck_done(tx_set(tx, "bundle_out", id, "receipt", sql_value_blob(receipt, n), NULL, 0,
                       &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

static void is_named(const char *says)
{
    Verified found = {0};
    ck_done(app_verify_records(qian, NULL, &found, &help_err));
    ck_assert_int_eq(found.change_count, 1);
    ck_assert_msg(strstr(found.changes[0].words, says) != NULL, "%s", found.changes[0].words);
    app_verified_free(&found);
    help_also_named(desk_file, says);
}

START_TEST(test_bundles_answers_that_nobody_gave)
{
    Receipts r = {.position = 5, .number = 1};
    Forged f = begin(0, NULL);
    PairEnd last;
    r.epoch = desk_packs();
    ck_assert_uint_eq(desk_packs(), r.epoch);
    ck_done(pair_last_out(session_store(qian), 1, r.epoch, &last, &help_err));
    add_receipts(&f, &r);
    ck_assert_int_eq(taken(&f, true).acknowledged, 1);
    whole(qian);
    call_acknowledged(2, NULL, 0);
    is_named("no receipt of that station is there");
}
END_TEST

/* Of another bundle: the receipt of the first. */
START_TEST(test_bundles_answers_of_another_bundle)
{
    Receipts r = {.position = 5, .number = 1};
    Forged f = begin(0, NULL);
    Buf first = BUF_INIT;
    Sql q;
    r.epoch = desk_packs();
    ck_assert_uint_eq(desk_packs(), r.epoch);
    add_receipts(&f, &r);
    ck_assert_int_eq(taken(&f, true).acknowledged, 1);
    ck_done(sql_open(&q, session_store(qian), "SELECT receipt FROM bundle_out WHERE number = 1",
                     &help_err));
    size_t n;
    ck_assert(sql_row(&q));
    const void *bytes = sql_blob(&q, 0, &n);
    buf_add_bytes(&first, bytes, n);
    ck_done(sql_close(&q, &help_err));
    call_acknowledged(2, first.data, first.len);
    is_named("the receipt of that station does not say so");
    buf_free(&first);
}
END_TEST

/* T3: they have what we never made. */
START_TEST(test_bundles_of_a_store_put_back)
{
    Receipts r = {.position = 5, .number = 3};
    Forged f = begin(0, NULL);
    uint64_t epoch = r.epoch = desk_packs();
    add_receipts(&f, &r);
    ck_assert(taken(&f, true).notes[0] != NULL);
    ck_assert_uint_gt(desk_packs(), epoch);
    ck_assert_int_eq(at_desk("SELECT number FROM bundle_out ORDER BY id DESC LIMIT 1"), 1);
}
END_TEST

static uint64_t epoch_in(const char *path)
{
    enum { EPOCH_AT = 44 };
    Buf bytes = BUF_INIT;
    uint64_t epoch = 0;
    ck_done(path_read(path, 1 << 20, &bytes, &help_err));
    for (int i = 0; i < 8; i++)
        epoch = epoch << 8 | (unsigned char)bytes.data[EPOCH_AT + i];
    buf_free(&bytes);
    return epoch;
}

/* What waits for an answer when a store begins another epoch, and never comes. */
START_TEST(test_bundles_of_the_epoch_before)
{
    Receipts r = {.position = 5, .number = 1};
    Forged f = begin(0, NULL);
    Packed made;
    PairEnd last;
    uint64_t before = desk_packs();
    ck_assert(help_raw(desk_file, "DELETE FROM meta WHERE name = 'bundle.mark'"));
    r.epoch = desk_packs();
    ck_assert_uint_gt(r.epoch, before);
    ck_done(app_pack_again(qian, "T1", 1, file, true, false, &made, &help_err));
    ck_assert_uint_eq(epoch_in(file), r.epoch);
    ck_done(pair_last_out(session_store(qian), 1, r.epoch, &last, &help_err));
    memcpy(r.digest, last.digest, BUNDLE_DIGEST);
    add_receipts(&f, &r);
    ck_assert_int_eq(taken(&f, true).acknowledged, 1);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM bundle_out WHERE acknowledged IS NULL"), 0);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM bundle_out WHERE refused LIKE"
                             " '%hand its cases over again%'"),
                     1);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM bundle_copy WHERE bundle_id ="
                             " (SELECT min(id) FROM bundle_out)"),
                     0);
}
END_TEST

/* What was changed behind the program's back is given to nobody, wherever the pen is. */
START_TEST(test_bundles_prove_the_case)
{
    const char *no = help_whole_case(qian, 8);
    Packed made;
    ck_done(app_pack(qian, "T1", &(PackWhat){&no, 1, false, NULL}, file, true, false, &made,
                     &help_err));
    ck_assert(help_raw(desk_file, "UPDATE patient SET name = '别人'"));
    ck_assert(!app_pack(qian, "T1", &(PackWhat){&no, 1, false, NULL}, file, true, false, &made,
                        &help_err));
    ck_assert_msg(help_err.kind == ERR_REFUSED, "%s", help_err.text);
    ck_assert_int_eq(at_desk("SELECT count(*) FROM bundle_out"), 1);
}
END_TEST

/* Cases that share a phone change what the rules say about each other, and are looked at when
 * all of them are there. */
START_TEST(test_bundles_judge_each_case_once)
{
    enum { CASES = 3 };
    const char *nos[CASES];
    char phone[] = "patient.phone=13900000011", *const sets[] = {phone};
    Packed made;
    Unpacked out;
    for (size_t i = 0; i < CASES; i++) {
        CaseFile *of = NULL;
        nos[i] = help_whole_case(zhou, 11 + i);
        ck_done(app_case_open(zhou, nos[i], &of, &help_err));
        ck_done(app_case_set_paths(zhou, of, sets, 1, &help_err));
        case_free(of);
    }
    ck_done(app_pack(zhou, "X1", &(PackWhat){nos, CASES, false, NULL}, file, true, false, &made,
                     &help_err));
    size_t before = session_judgings(qian);
    ck_done(app_unpack(qian, file, false, arena, &out, &help_err));
    ck_assert_int_eq(out.cases, CASES);
    ck_assert_uint_eq(session_judgings(qian) - before, CASES);
    for (size_t i = 0; i < CASES; i++)
        same_at_both(nos[i], "SELECT warns || ' ' || blocks FROM case_summary WHERE case_id ="
                             " (SELECT id FROM case_file WHERE no = ?)");
    both_whole();
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_bundles_wrong_inside,
        test_bundles_messages,
        test_bundles_media,
        test_bundles_sizes,
        test_bundles_many_messages,
        test_bundles_other_card,
        test_bundles_people_of_others,
        test_bundles_late_epoch,
        test_bundles_copy_of_nothing,
        test_bundles_numbers,
        test_bundles_answers,
        test_bundles_answers_are_signed,
        test_bundles_answers_that_nobody_gave,
        test_bundles_answers_of_another_bundle,
        test_bundles_of_a_store_put_back,
        test_bundles_of_the_epoch_before,
        test_bundles_prove_the_case,
        test_bundles_judge_each_case_once,
        NULL,
    };
    return suite_run("bundles", tests, setup, teardown);
}
