/* The portable case file: what is refused and where, and that showing and importing are
 * inverses. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "exchange/portable.h"
#include "rules/knowledge/knowledge.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static Knowledge *knowledge;
static FieldContext context;

static char *data_folder(void)
{
    return path_join(getenv("top_srcdir"), "data");
}

static void start(void)
{
    char *folder = data_folder();
    ck_done(knowledge_load((const char *const[]){folder}, 1, &knowledge, &help_err));
    free(folder);
    context = (FieldContext){
        .codes = knowledge_codes(knowledge), .today = {2026, 11, 21}, .lang = "en"};
}

static void stop(void)
{
    knowledge_free(knowledge);
}

static bool read_text(const char *text, PortableCases *cases)
{
    err_clear(&help_err);
    return portable_read(&context, "case.json", text, strlen(text), cases, &help_err);
}

/* Reads one case and gives what is written of it. */
static char *again(const char *text)
{
    PortableCases cases;
    Buf out = BUF_INIT;
    ck_assert_msg(read_text(text, &cases), "%s", help_err.text);
    ck_assert_uint_eq(cases.n, 1);
    portable_write(cases.files[0], &out);
    portable_free(&cases);
    return buf_take(&out);
}

static void refused(const char *text, const char *place, const char *why)
{
    PortableCases cases;
    ck_assert_msg(!read_text(text, &cases), "accepted: %.200s", text);
    ck_assert_uint_eq(cases.n, 0);
    ck_assert_ptr_null(cases.files);
    ck_assert_int_eq(help_err.kind, ERR_INPUT);
    ck_assert_msg(strncmp(help_err.text, "case.json: ", 11) == 0, "%s", help_err.text);
    ck_assert_msg(strstr(help_err.text, place), "no %s in: %s", place, help_err.text);
    ck_assert_msg(strstr(help_err.text, why), "no %s in: %s", why, help_err.text);
}

static const char *const practice[] = {
    "assets-unclear.json",  "breast-cancer-teacher.json", "burn-worker.json",
    "leukaemia-child.json", "uraemia-farmer.json",
};

START_TEST(test_portable_second_trip_gives_the_same_bytes)
{
    for (size_t i = 0; i < COUNT_OF(practice); i++) {
        char *folder = data_folder(), *cases = path_join(folder, "practice");
        char *path = path_join(cases, practice[i]), *text = temp_read(path, NULL);
        char *once = again(text), *twice = again(once);
        ck_assert_str_eq(once, twice);
        ck_assert_ptr_nonnull(strstr(once, "\n \"patient\": {\n  \"name\": \""));
        ck_assert_ptr_null(strstr(once, "\"\""));
        ck_assert_ptr_null(strstr(once, "[]"));
        free(once);
        free(twice);
        free(text);
        free(path);
        free(cases);
        free(folder);
    }
}
END_TEST

static void frozen_is(const char *text)
{
    CaseFile *file;
    Buf out = BUF_INIT;
    ck_assert_msg(portable_frozen(text, &file), "%s", text);
    portable_write(file, &out);
    ck_assert_str_eq(out.data, text);
    buf_free(&out);
    case_free(file);
}

static void not_frozen(const char *text)
{
    CaseFile *file;
    ck_assert_msg(!portable_frozen(text, &file), "%s", text);
    ck_assert_ptr_null(file);
}

/* What the short way reads of a text that was written is what the long way reads; whatever is
 * cut off, or not written so, it leaves to the other. */
START_TEST(test_portable_frozen_is_read_the_short_way)
{
    static const char *const strange[] = {
        "",
        "[]",
        "{}",
        "{\"patient\":{}}",
        "{\"patient\":{\"name\":\"\"}}",
        "{\"patient\":{\"name\":1}}",
        "{\"patient\":{\"sex\":\"1\",\"name\":\"甲\"}}",
        "{\"patient\":{\"name\":\"甲\",\"name\":\"乙\"}}",
        "{\"patient\":[{\"name\":\"甲\"}]}",
        "{\"plan\":{\"item\":\"甲\"}}",
        "{\"patient\":{\"nobody\":\"甲\"}}",
        "{\"nobody\":{\"name\":\"甲\"}}",
        "{\"case\":{\"target_fen\":\"1\"}}",
        "{\"patient\":{\"name\":\"\\u0000\"}}",
        "{\"patient\":{\"name\":\"\\u7532\"}}",
        "{\"patient\":{\"name\":\"\\x\"}}",
        "{\"patient\":{\"name\":\"甲\"}} {}",
    };
    for (size_t i = 0; i < COUNT_OF(strange); i++)
        not_frozen(strange[i]);
    for (size_t i = 0; i < COUNT_OF(practice); i++) {
        char *folder = data_folder(), *cases = path_join(folder, "practice");
        char *path = path_join(cases, practice[i]), *text = temp_read(path, NULL);
        char *once = again(text);
        frozen_is(once);
        for (size_t at = strlen(once) - 2; at > 0; at -= at > 97 ? 97 : at) {
            once[at] = '\0';
            not_frozen(once);
        }
        free(once);
        free(text);
        free(path);
        free(cases);
        free(folder);
    }
    char *text = again("{\"statement\":{\"story\":\"\\\"a\\\\b/c\\n\\n甲\\ud842\\udfb7\"},"
                       "\"case\":{\"target_fen\":0},\"debt\":[{\"creditor\":\"甲\"}]}");
    frozen_is(text);
    free(text);
    frozen_is("{\n \"patient\": {\n  \"name\": \"\\u001F\\t甲\"\n }\n}\n");
}
END_TEST

START_TEST(test_portable_leaves_out_only_what_is_empty)
{
    char *text =
        again("{\"patient\":{\"name\":\"\"},\"asset\":[],\"debt\":[{},{\"creditor\":\"甲\","
              "\"amount_fen\":0},{\"reason\":\"\"},{\"creditor\":\"乙\"}],"
              "\"case\":{\"note\":\"\",\"target_fen\":0}}");
    ck_assert_str_eq(text, "{\n \"case\": {\n  \"target_fen\": 0\n },\n \"debt\": [\n  {\n"
                           "   \"creditor\": \"甲\",\n   \"amount_fen\": 0\n  },\n  {\n"
                           "   \"creditor\": \"乙\"\n  }\n ]\n}\n");
    free(text);
    text = again("{}");
    ck_assert_str_eq(text, "{}\n");
    free(text);
    text = again("\xef\xbb\xbf{\"patient\":{\"name\":\"甲\"}}");
    ck_assert_str_eq(text, "{\n \"patient\": {\n  \"name\": \"甲\"\n }\n}\n");
    free(text);
}
END_TEST

START_TEST(test_portable_knows_an_empty_case)
{
    static const struct {
        const char *text;
        bool empty;
    } cases[] = {{"{}", true},
                 {"{\"patient\":{\"name\":\"\"},\"plan\":[{},{}]}", true},
                 {"{\"case\":{\"target_fen\":0}}", false},
                 {"{\"plan\":[{},{\"item\":\"化疗\"}]}", false}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        PortableCases read;
        ck_assert(read_text(cases[i].text, &read));
        ck_assert_msg(portable_empty(read.files[0]) == cases[i].empty, "%s", cases[i].text);
        portable_free(&read);
    }
}
END_TEST

START_TEST(test_portable_keeps_text_as_it_is)
{
    /* A decomposed é, full-width digits, a no-break space, blanks at the edges, both quotes. */
    const char *odd = "{\n \"patient\": {\n  \"name\": \" e\xcc\x81１２\xc2\xa0买买提·吐尔逊 "
                      "\\\"\\\\/ \"\n },\n"
                      " \"statement\": {\n  \"story\": \"一\\n\\t二\\n\"\n }\n}\n";
    char *text = again(odd);
    ck_assert_str_eq(text, odd);
    free(text);
}
END_TEST

START_TEST(test_portable_refuses_what_has_no_place)
{
    refused("{\"patient\":{\"nmae\":\"x\"}}", "patient.nmae", "no field of this name");
    refused("{\"plan\":[{\"item\":\"x\"},{\"cost\":1}]}", "plan[2].cost",
            "no field of this name");
    refused("{\"status\":\"approved\"}", "status", "no record of this name");
    refused("{\"uid\":\"00\"}", "uid", "no record of this name");
    refused("{\"case\":{\"no\":\"T1-2026-0001\"}}", "case.no", "the store gives this value");
    refused("{\"patient\":[]}", "patient", "a record in { } is expected");
    refused("{\"member\":{}}", "member", "a list in [ ] is expected");
    refused("{\"member\":[3]}", "member[1]", "a record in { } is expected");
    refused("{\"x\\u001b[31m\":1}", "x?[31m", "no record of this name");
}
END_TEST

START_TEST(test_portable_refuses_values_of_another_type)
{
    refused("{\"case\":{\"target_fen\":\"400\"}}", "case.target_fen", "without quotes");
    refused("{\"case\":{\"target_fen\":1.5}}", "case.target_fen", "a whole number");
    refused("{\"case\":{\"target_fen\":-1}}", "case.target_fen", "from 0");
    refused("{\"case\":{\"target_fen\":9000000000000000000}}", "case.target_fen", "from 0");
    refused("{\"case\":{\"target_fen\":90000000000000000000}}", "line 1", "too large");
    refused("{\"patient\":{\"name\":7}}", "patient.name", "in quotes");
    refused("{\"patient\":{\"name\":null}}", "patient.name", "in quotes");
    refused("{\"patient\":{\"name\":{}}}", "patient.name", "in quotes");
    refused("{\"patient\":{\"born_on\":\"2023-02-29\"}}", "patient.born_on", "no such day");
    refused("{\"patient\":{\"born_on\":\"2023-2-3\"}}", "patient.born_on", "no such day");
    refused("{\"patient\":{\"sex\":\"男\"}}", "patient.sex", "not in the table");
    refused("{\"initiator\":{\"is_patient\":\"true\"}}", "initiator.is_patient",
            "not in the table");
    refused("{\"patient\":{\"name\":\"a\\u001b[2Jb\"}}", "patient.name", "");
    refused("{\"patient\":{\"name\":\"a\\nb\"}}", "patient.name", "");
}
END_TEST

START_TEST(test_portable_refuses_what_is_too_long)
{
    Buf text = BUF_INIT;
    buf_add(&text, "{\"patient\":{\"name\":\"");
    for (int i = 0; i < 500; i++)
        buf_add(&text, "长");
    buf_add(&text, "\"}}");
    refused(text.data, "patient.name", "");
    buf_clear(&text);
    buf_add(&text, "{\"member\":[{\"name\":\"x\"}");
    for (int i = 0; i < PORTABLE_MAX_ROWS; i++)
        buf_add(&text, ",{\"name\":\"x\"}");
    buf_add(&text, "]}");
    refused(text.data, "member", "more than 2000 rows");
    buf_free(&text);
}
END_TEST

START_TEST(test_portable_refuses_broken_files)
{
    refused("", "", "empty");
    refused(" \n ", "", "empty");
    refused("{\"patient\":{\"name\":\"x\"", "line 1", "cut off");
    refused("{\n\"patient\":\n{\"name\"", "line 3", "cut off");
    refused("{\"patient\":{}} x", "line 1", "more after the end");
    refused("{\"patient\":{\"name\":\"a\"},\n\"patient\":{}}", "line 2", "given twice");
    refused("{\"patient\":{\"name\":\"a\",\"name\":\"b\"}}", "line 1", "given twice");
    refused("{\"patient\":{\"name\":\"a\xff\"}}", "line 1", "not UTF-8");
    refused("{\"patient\":{\"name\":\"\xed\xa0\x80\"}}", "line 1", "not UTF-8");
    refused("{\"patient\":{\"name\":\"\\ud800\"}}", "line 1", "");
    refused("{\"patient\":{\"name\":\"a\\u0000b\"}}", "line 1", "NUL");
    refused(" \xef\xbb\xbf{}", "line 1", ""); /* only what stands first is no text */
    refused("[[[[[[[[", "line 1", "");
    refused("{\"plan\":[{\"item\":[[[[[[", "line 1", "nested too deeply");
    refused("\"text\"", "line 1", "");
    refused("{\"patient\":{}}\n{\"patient\":{}}", "line 2", "more after the end");
}
END_TEST

START_TEST(test_portable_survives_every_truncation)
{
    const char *whole =
        "{\"patient\":{\"name\":\"林晓\\\"\"},\"plan\":[{\"item\":\"x\",\"estimate_fen\":5}]}";
    PortableCases cases;
    for (size_t n = 0; n < strlen(whole); n++)
        ck_assert(!portable_read(&context, "case.json", whole, n, &cases, &help_err));
    ck_done(portable_read(&context, "case.json", whole, strlen(whole), &cases, &help_err));
    portable_free(&cases);
}
END_TEST

START_TEST(test_portable_bounds_depth_and_size)
{
    enum { DEPTH = 100000 };
    Buf text = BUF_INIT;
    PortableCases cases;
    buf_add(&text, "{\"a\":");
    for (int i = 0; i < DEPTH; i++)
        buf_add_char(&text, '[');
    refused(text.data, "line 1", "nested too deeply");
    char *huge = calloc(1, PORTABLE_MAX_BYTES + 1);
    ck_assert(
        !portable_read(&context, "case.json", huge, PORTABLE_MAX_BYTES + 1, &cases, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "64 MB"));
    free(huge);
    buf_free(&text);
}
END_TEST

START_TEST(test_portable_reads_arrays)
{
    PortableCases cases;
    ck_assert(read_text(
        " [ {\"patient\":{\"name\":\"甲\"}} , {} ,{\"patient\":{\"name\":\"丙\"}}\n]\n",
        &cases));
    ck_assert_uint_eq(cases.n, 3);
    ck_assert_str_eq(case_get(cases.files[0], F_PATIENT_name, 0), "甲");
    ck_assert_ptr_null(case_get(cases.files[1], F_PATIENT_name, 0));
    ck_assert_str_eq(case_get(cases.files[2], F_PATIENT_name, 0), "丙");
    portable_free(&cases);
    ck_assert(read_text("[]", &cases));
    ck_assert_uint_eq(cases.n, 0);
    portable_free(&cases);
    refused("[{},{\"patient\":{\"sex\":\"8\"}}]", "case 2: patient.sex", "not in the table");
    refused("[{},]", "case 2", "");
    refused("[{}", "line 1", "cut off");
    refused("[{}{}]", "line 1", "comma");
    refused("[{}] []", "line 1", "more after");
}
END_TEST

START_TEST(test_portable_keeps_numbers_that_people_misread)
{
    char *text =
        again("{\"patient\":{\"certificate\":\"01\",\"id_number\":\"990000198505060099\","
              "\"phone\":\"1390000\"}}");
    ck_assert_ptr_nonnull(strstr(text, "\"990000198505060099\""));
    ck_assert_ptr_nonnull(strstr(text, "\"1390000\""));
    free(text);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_portable_second_trip_gives_the_same_bytes,
        test_portable_frozen_is_read_the_short_way,
        test_portable_leaves_out_only_what_is_empty,
        test_portable_knows_an_empty_case,
        test_portable_keeps_text_as_it_is,
        test_portable_refuses_what_has_no_place,
        test_portable_refuses_values_of_another_type,
        test_portable_refuses_what_is_too_long,
        test_portable_refuses_broken_files,
        test_portable_survives_every_truncation,
        test_portable_bounds_depth_and_size,
        test_portable_reads_arrays,
        test_portable_keeps_numbers_that_people_misread,
        NULL,
    };
    return suite_run("portable", tests, start, stop);
}
