/* Cases in memory and in the store: what was put in comes out, two people at once, members,
 * starred fields, what a case is found by. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/portable.h"
#include "store/search.h"
#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Store *store;
static Codes *codes;
static FieldContext ctx;
static Pinyin *pinyin;

static void setup(void)
{
    help_start();
    store = help_store();
    ck_done(store_put_setting(store, "station", "T1", &help_err));
    help_codes(&codes);
    ctx = help_fields(codes, "zh_CN");
    pinyin = pinyin_new();
}

static void teardown(void)
{
    pinyin_free(pinyin);
    codes_free(codes);
    store_close(store);
    help_stop();
}

static Tx *begin(int64_t case_id)
{
    GroupHead head = {.kind = case_id ? GROUP_EDIT : GROUP_NEW,
                      .user_id = 1,
                      .case_id = case_id,
                      .content = true};
    Tx *tx;
    ck_done(tx_begin(store, &head, &tx, &help_err));
    return tx;
}

static int64_t insert(const CaseFile *file)
{
    int64_t id;
    char *no;
    Tx *tx = begin(0);
    ck_done(case_next_no(store, 2026, &no, &help_err));
    ck_done(case_insert(tx, file, no, 1, &id, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    free(no);
    return id;
}

static CaseFile *load(int64_t id)
{
    CaseFile *file;
    ck_done(case_load(store, id, &file, &help_err));
    return file;
}

static void set(CaseFile *file, FieldId field, size_t row, const char *value)
{
    Tx *tx = begin(case_head_of(file)->id);
    ck_done(case_set(tx, file, field, row, value, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

static const char *const case_names[] = {
    "uraemia-farmer", "breast-cancer-teacher", "leukaemia-child",
    "burn-worker",    "assets-unclear",
};

/* What was put in comes out again, in the same order, byte for byte. */
START_TEST(test_case_store_and_load)
{
    for (size_t i = 0; i < COUNT_OF(case_names); i++) {
        CaseFile *file = help_case(&ctx, case_names[i]);
        CaseFile *back = load(insert(file));
        Buf before = BUF_INIT, after = BUF_INIT;
        portable_write(file, &before);
        portable_write(back, &after);
        ck_assert_str_eq(before.data, after.data);
        buf_free(&before);
        buf_free(&after);
        case_free(file);
        case_free(back);
    }
}
END_TEST

START_TEST(test_case_head)
{
    CaseFile *file = case_new();
    CaseFile *back = load(insert(file));
    const CaseHead *head = case_head_of(back);
    ck_assert_str_eq(head->no, "T1-2026-000001");
    ck_assert_str_eq(head->status, "draft");
    ck_assert_int_eq(head->created_by, 1);
    ck_assert_int_eq(head->version, 1);
    ck_assert_uint_eq(case_rows(back, REC_PATIENT), 0);
    set(back, F_PATIENT_name, 0, "张小明");
    const char *created = head->created_at;
    ck_done(case_load_again(store, back, &help_err));
    ck_assert_int_eq(head->version, 2);
    ck_assert_str_eq(head->created_at, created);
    int64_t id;
    ck_done(case_find_no(store, "T1-2026-000001", &id, &help_err));
    ck_assert_int_eq(id, head->id);
    ck_assert(!case_find_no(store, "T1-2026-999999", &id, &help_err));
    ck_assert(help_is_err(ERR_NOT_FOUND, "T1-2026-999999"));
    CaseFile *none;
    ck_assert(!case_load(store, 77, &none, &help_err));
    ck_assert_int_eq((int)help_err.kind, ERR_NOT_FOUND);
    case_free(back);
    case_free(file);
}
END_TEST

static const char *const texts[] = {
    "张小明",
    "e\xCC\x81lan",
    "'; DROP TABLE patient; --",
    "  blanks kept  ",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
};

START_TEST(test_case_set_and_empty)
{
    CaseFile *file = case_new(), *mine = load(insert(file));
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        set(mine, F_PATIENT_address, 0, texts[i]);
        CaseFile *back = load(case_head_of(mine)->id);
        ck_assert_str_eq(case_get(back, F_PATIENT_address, 0), texts[i]);
        ck_assert_ptr_null(case_get(back, F_PATIENT_name, 0));
        case_free(back);
    }
    set(mine, F_CASE_target_fen, 0, "0");
    set(mine, F_PATIENT_address, 0, NULL);
    set(mine, F_GUARDIAN_name, 0, ""); /* makes no row */
    CaseFile *back = load(case_head_of(mine)->id);
    ck_assert_str_eq(case_get(back, F_CASE_target_fen, 0), "0");
    ck_assert_int_eq(case_fen(back, F_CASE_target_fen, 0), 0);
    ck_assert_ptr_null(case_get(back, F_PATIENT_address, 0));
    ck_assert_uint_eq(case_rows(back, REC_GUARDIAN), 0);
    ck_assert(case_row_id(back, REC_PATIENT, 0) == case_row_id(mine, REC_PATIENT, 0));
    case_free(back);
    case_free(mine);
    case_free(file);
}
END_TEST

/* Two people have the same case open. */
START_TEST(test_case_conflict_is_told)
{
    CaseFile *file = case_new();
    int64_t id = insert(file);
    CaseFile *mine = load(id), *other = load(id);
    set(other, F_PATIENT_name, 0, "张小明");
    Tx *tx = begin(id);
    ck_assert(!case_set(tx, mine, F_PATIENT_name, 0, "张晓明", &help_err));
    ck_assert(help_is_err(ERR_CONFLICT, "张小明"));
    ck_assert_ptr_null(case_get(mine, F_PATIENT_name, 0));
    ck_done(case_set(tx, mine, F_PATIENT_sex, 0, "1", &help_err)); /* another field is free */
    ck_done(tx_commit(tx, NULL, &help_err));
    set(other, F_CASE_target_fen, 0, "100");
    tx = begin(id);
    ck_assert(!case_set(tx, mine, F_CASE_target_fen, 0, "200", &help_err));
    ck_assert_int_eq((int)help_err.kind, ERR_CONFLICT);
    tx_abort(tx);
    case_free(mine);
    case_free(other);
    case_free(file);
}
END_TEST

/* The names of the members, as "abc". */
static void ck_members(const CaseFile *file, const char *names)
{
    char found[32] = "";
    size_t n = case_rows(file, REC_MEMBER);
    for (size_t i = 0; i < n; i++)
        found[i] = *case_get(file, F_MEMBER_name, i);
    ck_assert_str_eq(found, names);
}

static CaseFile *with_members(const char *names)
{
    CaseFile *file = case_new();
    for (size_t i = 0; names[i]; i++) {
        const char name[] = {names[i], '\0'};
        case_put(file, F_MEMBER_name, i, name);
    }
    CaseFile *back = load(insert(file));
    case_free(file);
    return back;
}

static const struct {
    size_t from, to;
    const char *names;
} moves[] = {
    {0, 3, "bcda"}, {3, 0, "dabc"}, {1, 2, "acbd"}, {2, 1, "acbd"},
    {0, 1, "bacd"}, {3, 2, "abdc"}, {2, 2, "abcd"},
};

START_TEST(test_case_rows_move)
{
    for (size_t i = 0; i < COUNT_OF(moves); i++) {
        CaseFile *file = with_members("abcd");
        Tx *tx = begin(case_head_of(file)->id);
        ck_done(case_move_row(tx, file, REC_MEMBER, moves[i].from, moves[i].to, &help_err));
        ck_done(tx_commit(tx, NULL, &help_err));
        ck_members(file, moves[i].names);
        CaseFile *back = load(case_head_of(file)->id);
        ck_members(back, moves[i].names);
        case_free(back);
        case_free(file);
    }
}
END_TEST

/* Many rows between the same two: the gaps run out and are made again. */
START_TEST(test_case_rows_add_between)
{
    char names[24] = "ab";
    CaseFile *file = with_members(names);
    for (int i = 0; i < 20; i++) {
        const char name[] = {(char)('c' + i), '\0'};
        Tx *tx = begin(case_head_of(file)->id);
        ck_done(case_add_row(tx, file, REC_MEMBER, 1, &help_err));
        ck_done(case_set(tx, file, F_MEMBER_name, 1, name, &help_err));
        ck_done(tx_commit(tx, NULL, &help_err));
        memmove(names + 2, names + 1, (size_t)i + 1);
        names[1] = name[0];
    }
    ck_members(file, names);
    CaseFile *back = load(case_head_of(file)->id);
    ck_members(back, names);
    case_free(back);
    case_free(file);
}
END_TEST

START_TEST(test_case_rows_add_remove_and_bounds)
{
    CaseFile *file = with_members("ab");
    Tx *tx = begin(case_head_of(file)->id);
    ck_done(case_add_row(tx, file, REC_MEMBER, 2, &help_err));
    ck_done(case_set(tx, file, F_MEMBER_name, 2, "c", &help_err));
    ck_done(case_add_row(tx, file, REC_MEMBER, 0, &help_err));
    ck_done(case_set(tx, file, F_MEMBER_name, 0, "d", &help_err));
    ck_done(case_remove_row(tx, file, REC_MEMBER, 1, &help_err));
    ck_assert(!case_remove_row(tx, file, REC_MEMBER, 3, &help_err));
    ck_assert(!case_add_row(tx, file, REC_MEMBER, 4, &help_err));
    ck_assert(!case_move_row(tx, file, REC_MEMBER, 0, 3, &help_err));
    ck_assert(!case_set(tx, file, F_MEMBER_name, 3, "x", &help_err));
    ck_assert(!case_add_row(tx, file, REC_PATIENT, 0, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_members(file, "dbc");
    CaseFile *back = load(case_head_of(file)->id);
    ck_members(back, "dbc");
    case_free(back);
    case_free(file);
}
END_TEST

START_TEST(test_case_undo_brings_a_row_back)
{
    CaseFile *file = with_members("abc");
    int64_t id = case_head_of(file)->id, undone;
    Tx *tx = begin(id);
    ck_done(case_remove_row(tx, file, REC_MEMBER, 1, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_done(journal_undo(store, 1, id, true, NULL, &undone, &help_err));
    CaseFile *back = load(id);
    ck_members(back, "abc");
    case_free(back);
    case_free(file);
}
END_TEST

START_TEST(test_case_numbers)
{
    static const struct {
        const char *newest, *next;
    } series[] = {
        {NULL, "T1-2026-000001"},
        {"T1-2026-000009", "T1-2026-000010"},
        {"T1-2025-000500", "T1-2026-000010"}, /* another year */
        {"T1-2026-00x999", "T1-2026-000010"}, /* not one of ours */
        {"T1-2026-000010", "T1-2026-000011"},
        {"T2-2026-000700", "T1-2026-000011"}, /* another station */
        {"T1-2026-999999", "T1-2026-1000000"},
        {"T1-2026-1000000", "T1-2026-1000001"},
    };
    CaseFile *file = case_new();
    for (size_t i = 0; i < COUNT_OF(series); i++) {
        int64_t id;
        char *no;
        if (series[i].newest) {
            Tx *tx = begin(0);
            ck_done(case_insert(tx, file, series[i].newest, 1, &id, &help_err));
            ck_done(tx_commit(tx, NULL, &help_err));
        }
        ck_done(case_next_no(store, 2026, &no, &help_err));
        ck_assert_str_eq(no, series[i].next);
        free(no);
    }
    case_free(file);
}
END_TEST

START_TEST(test_case_numbers_need_a_station)
{
    char *no = NULL;
    ck_done(store_put_setting(store, "station", "", &help_err));
    ck_assert(!case_next_no(store, 2026, &no, &help_err));
    ck_assert_ptr_null(no);
    ck_done(store_put_setting(store, "station", "病房-%1'", &help_err));
    ck_done(case_next_no(store, 2026, &no, &help_err));
    ck_assert_str_eq(no, "病房-%1'-2026-000001");
    free(no);
}
END_TEST

/* ---- starred fields ---- */

/* The four good cases lack nothing, and nothing in them blocks. */
START_TEST(test_case_good_cases_can_be_submitted)
{
    for (size_t i = 0; i < 4; i++) {
        CaseFile *file = help_case(&ctx, case_names[i]);
        CaseMissing first = {0};
        size_t n = case_missing(file, ctx.codes, &first, 1);
        ck_assert_msg(n == 0, "%s: %s.%s", case_names[i],
                      catalog_record(catalog_field(first.field)->record)->key,
                      catalog_field(first.field)->key);
        for (int f = 0; f < FIELD_COUNT; f++) {
            RecordId record = catalog_field((FieldId)f)->record;
            for (size_t row = 0; row < case_rows(file, record); row++) {
                Buf remark = BUF_INIT;
                bool blocks;
                bool said = field_remark_in(&ctx, file, (FieldId)f, row, &remark, &blocks);
                ck_assert_msg(!said && !blocks, "%s: %s: %s", case_names[i],
                              catalog_field((FieldId)f)->key, remark.data);
                buf_free(&remark);
            }
        }
        case_free(file);
    }
}
END_TEST

static bool lacks(const CaseFile *file, FieldId field, size_t row)
{
    CaseMissing missing[FIELD_COUNT];
    size_t n = case_missing(file, ctx.codes, missing, COUNT_OF(missing));
    for (size_t i = 0; i < n && i < COUNT_OF(missing); i++) {
        if (missing[i].field == field && missing[i].row == row)
            return true;
    }
    return false;
}

START_TEST(test_case_each_star_counts)
{
    CaseFile *file = help_case(&ctx, "leukaemia-child");
    for (int f = 0; f < FIELD_COUNT; f++) {
        const FieldDef *field = catalog_field((FieldId)f);
        size_t row = case_rows(file, field->record);
        if (row == 0 || !case_wants(file, ctx.codes, field->id, row - 1))
            continue;
        char *kept = xstrdup(case_get(file, field->id, row - 1));
        case_put(file, field->id, row - 1, NULL);
        /* what decides a condition takes the fields that hang on it along, never adds any */
        ck_assert_msg(lacks(file, field->id, row - 1) || field->id == F_PATIENT_certificate,
                      "%s", field->key);
        case_put(file, field->id, row - 1, kept);
        free(kept);
    }
    case_free(file);
}
END_TEST

START_TEST(test_case_stars_under_conditions)
{
    CaseFile *file = case_new();
    CaseMissing one;
    ck_assert_uint_gt(case_missing(file, ctx.codes, &one, 1), 10);
    ck_assert_int_eq((int)one.field, F_CASE_platform);
    ck_assert(lacks(file, F_INITIATOR_is_patient, 0));
    ck_assert(lacks(file, F_INITIATOR_name, 0)); /* until it is said that there is none */
    case_put(file, F_INITIATOR_is_patient, 0, "no");
    ck_assert(lacks(file, F_INITIATOR_name, 0));
    case_put(file, F_INITIATOR_is_patient, 0, "yes");
    ck_assert(!lacks(file, F_INITIATOR_name, 0));
    ck_assert(lacks(file, F_PAYEE_id_number, 0));
    case_put(file, F_PAYEE_kind, 0, "hospital");
    ck_assert(!lacks(file, F_PAYEE_id_number, 0));
    case_put(file, F_PAYEE_kind, 0, "person");
    ck_assert(lacks(file, F_PAYEE_id_number, 0));
    ck_assert(lacks(file, F_GUARDIAN_name, 0)); /* until the patient is said to decide */
    ck_assert(lacks(file, F_GUARDIAN_relation, 0));
    case_put(file, F_PATIENT_capacity, 0, "full");
    ck_assert(!lacks(file, F_GUARDIAN_name, 0));
    ck_assert(!lacks(file, F_GUARDIAN_relation, 0));
    ck_assert(lacks(file, F_PATIENT_certificate, 0));
    case_put(file, F_DOCUMENT_code, 0, "D03");
    ck_assert(lacks(file, F_PATIENT_certificate, 0));
    case_put(file, F_DOCUMENT_state, 0, "received");
    ck_assert(!lacks(file, F_PATIENT_certificate, 0));
    case_put(file, F_PLAN_item, 1, "x"); /* the row before it is there, and empty */
    ck_assert(lacks(file, F_PLAN_item, 0));
    ck_assert(!lacks(file, F_PLAN_item, 1));
    ck_assert(lacks(file, F_PLAN_estimate_fen, 1));
    ck_assert(!case_wants(file, ctx.codes, F_PLAN_item, 2));
    case_free(file);
}
END_TEST

/* ---- search ---- */

static void index_case(const CaseFile *file)
{
    ck_done(store_begin(store, &help_err));
    ck_done(case_index(store, file, pinyin, &help_err));
    ck_done(store_commit(store, &help_err));
}

static bool found_by(const char *term)
{
    int64_t n;
    ck_done(sql_get_int(store, &help_err, &n, "SELECT count(*) FROM search_term WHERE term=?",
                        "t", term));
    return n > 0;
}

static const char *const found_terms[] = {
    "t1-2026-000001",
    "000001",
    "1",
    "解晓𠮷",
    "晓𠮷",
    "𠮷",
    "990000198009100063",
    "0063",
    "100063",
    "13900000041",
    "0041",
    "q4411002",
    SEARCH_INSIDE "4411002",
    SEARCH_INSIDE "411002",
    SEARCH_INSIDE "1002",
    "乳腺恶性肿瘤(her2阳性,iiia期)",
    "恶性肿瘤(her2阳性,iiia期)",
    "某省肿瘤医院",
    "肿瘤医院",
};

START_TEST(test_case_index_terms)
{
    CaseFile *file = help_case(&ctx, "breast-cancer-teacher");
    CaseFile *back = load(insert(file));
    index_case(back);
    for (size_t i = 0; i < COUNT_OF(found_terms); i++)
        ck_assert_msg(found_by(found_terms[i]), "%s", found_terms[i]);
    case_free(back);
    case_free(file);
}
END_TEST

START_TEST(test_case_index_knows_surnames)
{
    CaseFile *file = help_case(&ctx, "burn-worker");
    CaseFile *back = load(insert(file));
    index_case(back);
    ck_assert(found_by("shanmei")); /* 单 as a surname; the initiator */
    ck_assert(found_by("sm"));
    ck_assert(found_by("oydc"));
    ck_assert(found_by("大川"));
    case_free(back);
    case_free(file);
}
END_TEST

/* A character that is read in several ways, wherever it stands, is found by each of them; a bed
 * as people say it. */
START_TEST(test_case_index_knows_every_reading)
{
    static const struct {
        const char *name;
        const char *terms[6];
    } names[] = {
        {"李重山", {"lichongshan", "lizhongshan", "lcs", "lzs"}},
        {"王曾明", {"wangzengming", "wangcengming", "wzm", "wcm"}},
        {"曾学敏", {"zengxuemin", "zxm", "cxm"}},
        {"陈乐", {"chenle", "chenyue", "cl", "cy"}},
        {"李重乐", {"lichongle", "lizhongle", "lichongyue", "lizhongyue", "lzy"}},
        {"欧阳乐天", {"ouyangletian", "ouyangyuetian", "oyyt"}},
        {"张小明", {"zhangxiaoming", "zxm"}},
        {"Wolfe·单", {"wolfe·单"}},
    };
    static const char *const beds[][2] = {{"14", SEARCH_INSIDE "14床"},
                                          {"14床", SEARCH_INSIDE "14床"},
                                          {"１４ 号床", SEARCH_INSIDE "14床"},
                                          {"ICU-3", SEARCH_INSIDE "icu-3床"}};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        CaseFile *file = case_new();
        case_put(file, F_PATIENT_name, 0, names[i].name);
        case_put(file, F_ILLNESS_bed, 0, beds[i % COUNT_OF(beds)][0]);
        CaseFile *back = load(insert(file));
        index_case(back);
        for (size_t k = 0; k < COUNT_OF(names[i].terms) && names[i].terms[k]; k++)
            ck_assert_msg(found_by(names[i].terms[k]), "%s by %s", names[i].name,
                          names[i].terms[k]);
        ck_assert_msg(found_by(beds[i % COUNT_OF(beds)][1]), "%s", beds[i % COUNT_OF(beds)][0]);
        case_free(back);
        case_free(file);
    }
}
END_TEST

START_TEST(test_case_index_is_bounded_and_follows)
{
    CaseFile *file = case_new();
    Buf text = BUF_INIT;
    for (int i = 0; i < 60; i++)
        buf_add(&text, "张e\xCC\x81 ");
    CaseFile *back = load(insert(file));
    set(back, F_PATIENT_name, 0, text.data);
    set(back, F_ILLNESS_disease, 0, text.data);
    set(back, F_ILLNESS_hospital, 0, text.data);
    set(back, F_INITIATOR_name, 0, "·");
    index_case(back);
    int64_t n;
    ck_done(sql_get_int(store, &help_err, &n, "SELECT count(*) FROM search_term", NULL));
    ck_assert_int_gt(n, 10);
    ck_assert_int_le(n, 80);
    set(back, F_PATIENT_name, 0, "仇军");
    set(back, F_ILLNESS_disease, 0, NULL);
    set(back, F_ILLNESS_hospital, 0, NULL);
    index_case(back);
    ck_assert(found_by("qj"));
    ck_assert(found_by("qiujun"));
    ck_done(sql_get_int(store, &help_err, &n, "SELECT count(*) FROM search_term", NULL));
    ck_assert_int_lt(n, 10);
    buf_free(&text);
    case_free(back);
    case_free(file);
}
END_TEST

/* Each field that the catalogue calls searched adds a term. */
START_TEST(test_case_index_has_every_searched_field)
{
    for (int f = 0; f < FIELD_COUNT; f++) {
        const FieldDef *field = catalog_field((FieldId)f);
        if (!(field->flags & FF_SEARCH) || (field->flags & FF_GIVEN))
            continue;
        CaseFile *file = case_new();
        case_put(file, field->id, 0, "仇12345678901");
        CaseFile *back = load(insert(file));
        index_case(back);
        int64_t n;
        ck_done(
            sql_get_int(store, &help_err, &n,
                        "SELECT count(*) FROM search_term WHERE case_id=? AND term LIKE '%仇%'",
                        "i", case_head_of(back)->id));
        ck_assert_msg(n > 0, "%s", field->key);
        case_free(back);
        case_free(file);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_case_store_and_load,
        test_case_head,
        test_case_set_and_empty,
        test_case_conflict_is_told,
        test_case_rows_move,
        test_case_rows_add_between,
        test_case_rows_add_remove_and_bounds,
        test_case_undo_brings_a_row_back,
        test_case_numbers,
        test_case_numbers_need_a_station,
        test_case_good_cases_can_be_submitted,
        test_case_each_star_counts,
        test_case_stars_under_conditions,
        test_case_index_terms,
        test_case_index_knows_surnames,
        test_case_index_knows_every_reading,
        test_case_index_is_bounded_and_follows,
        test_case_index_has_every_searched_field,
        NULL,
    };
    return suite_run("casefile", tests, setup, teardown);
}
