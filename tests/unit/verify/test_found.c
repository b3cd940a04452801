/* The two readings of what a case is found by: the words that the program keeps of a value are
 * those that anjuan-verify lets stand, whatever signs are in it, and no others. */
#include "config.h"

#include <check.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/attr.h"
#include "store/search.h"
#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "verify/found.h"

static Store *store;
static CaseFile *file;
static Pinyin *pinyin;

static void setup(void)
{
    CaseFile *fresh = case_new();
    GroupHead head = {.kind = GROUP_NEW, .user_id = 1, .content = true};
    int64_t id;
    Tx *tx;

    help_start();
    store = help_store();
    pinyin = pinyin_new();
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(case_insert(tx, fresh, "T1-2026-000001", 1, &id, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_done(case_load(store, id, &file, &help_err));
    case_free(fresh);
}

static void teardown(void)
{
    case_free(file);
    pinyin_free(pinyin);
    store_close(store);
    help_stop();
}

/* In the order of FOUND_FIELDS. */
static const FieldId fields[FOUND_FIELDS] = {
    F_PATIENT_name,         F_INITIATOR_name,  F_PATIENT_id_number, F_PATIENT_phone,
    F_ILLNESS_inpatient_no, F_ILLNESS_disease, F_ILLNESS_hospital,  F_ILLNESS_bed};

static FoundTerms *read_terms(void)
{
    const char *values[FOUND_FIELDS];
    FoundTerms *terms;
    Sql q;

    for (int i = 0; i < FOUND_FIELDS; i++)
        values[i] = case_get(file, fields[i], 0);
    terms = found_terms("T1-2026-000001", values);
    ck_done(sql_open(&q, store, "SELECT kind, term FROM search_term", &help_err));
    while (sql_row(&q))
        found_see(terms, sql_int(&q, 0), sql_text(&q, 1));
    ck_done(sql_close(&q, &help_err));
    return terms;
}

static void is_whole(const char *value)
{
    Buf term = BUF_INIT;
    FoundTerms *terms;

    for (int i = 0; i < FOUND_FIELDS; i++)
        case_put(file, fields[i], 0, value);
    ck_done(store_begin(store, &help_err));
    ck_done(case_index(store, file, pinyin, &help_err));
    ck_done(store_commit(store, &help_err));
    terms = read_terms();
    ck_assert_msg(!found_missing(terms, &term), "%s: %s is missing", value, term.data);
    ck_assert_msg(!found_extra(terms, &term), "%s: %s is too many", value, term.data);
    found_free(terms);
    buf_free(&term);
}

/* Two of each category of each script, some to a value. */
START_TEST(test_every_kind_of_sign_is_found_by)
{
    enum { EACH = 2, IN_VALUE = 5, SCRIPTS = 300, CATEGORIES = 32 };
    static unsigned char seen[SCRIPTS][CATEGORIES];
    Buf value = BUF_INIT;
    int in = 0, values = 0;

    for (uint32_t rune = ' '; rune <= 0x2FA1F; rune++) {
        UErrorCode status = U_ZERO_ERROR;
        int script = (int)uscript_getScript((UChar32)rune, &status),
            category = u_charType((UChar32)rune);
        if (category == U_UNASSIGNED || category == U_SURROGATE || category == U_CONTROL_CHAR ||
            category == U_PRIVATE_USE_CHAR || category == U_LINE_SEPARATOR ||
            category == U_PARAGRAPH_SEPARATOR || script >= SCRIPTS ||
            (rune >= 0x80 && seen[script][category]++ >= EACH))
            continue;
        buf_add(&value, in % 2 ? "病" : "重型");
        buf_add_rune(&value, rune);
        if (++in == IN_VALUE) {
            is_whole(value.data);
            buf_clear(&value);
            values++;
            in = 0;
        }
    }
    ck_assert_int_gt(values, 50);
    buf_free(&value);
}
END_TEST

START_TEST(test_names_of_illnesses_are_found_by)
{
    static const char *const names[] = {
        "重型β地中海贫血",
        "β-地中海贫血",
        "地中海贫血（β型）",
        "先天性α1抗胰蛋白酶缺乏症",
        "X连锁γ球蛋白缺乏症",
        "系统性IgA肾病",
        "西安Ö医院",
        "买买提é江",
        "ﾊﾝチントン病",
        "한국 세브란스 병원",
        "Больница №1 分院",
        "〇〇一医院",
        "重庆市长寿区中医院重庆市长寿区中医院重庆市长寿区中医院重庆市长寿区中医院重庆β",
    };

    for (size_t i = 0; i < COUNT_OF(names); i++)
        is_whole(names[i]);
}
END_TEST

/* What is not the value in letters was put there. */
START_TEST(test_other_words_are_too_many)
{
    static const char *const others[] = {"ssqszzl", "zxβdzhpxa", "zxα",       "β",
                                         "z",       "zxddzhpx",  "zxβdzhp重", "zxβ"};
    Buf term = BUF_INIT;

    is_whole("重型β地中海贫血");
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        FoundTerms *terms = read_terms();
        found_see(terms, SEARCH_DISEASE, others[i]);
        ck_assert_msg(found_extra(terms, &term), "%s", others[i]);
        ck_assert_str_eq(term.data, others[i]);
        buf_clear(&term);
        found_free(terms);
    }
    buf_free(&term);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_every_kind_of_sign_is_found_by,
                                  test_names_of_illnesses_are_found_by,
                                  test_other_words_are_too_many, NULL};

    return suite_run("found", tests, setup, teardown);
}
