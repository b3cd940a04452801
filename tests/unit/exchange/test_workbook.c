/* The workbook: what its cells hold, that it is the same file each time, and that nothing is
 * left behind when it cannot be finished. */
#include "config.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>

#include "base/path.h"
#include "exchange/portable.h"
#include "exchange/workbook.h"
#include "exchange/xlsx_read.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static char *data, *site, *folder, *target;
static Knowledge *knowledge;
static Template *template;
static WorkbookFacts batch;

static void load_knowledge(const char *name)
{
    template_free(template);
    knowledge_free(knowledge);
    ck_done(knowledge_load((const char *const[]){data, site}, 2, &knowledge, &help_err));
    ck_done(template_find(knowledge, name, &template, &help_err));
    batch.knowledge = knowledge_version(knowledge);
}

static void start(void)
{
    data = path_join(getenv("top_srcdir"), "data");
    site = temp_new();
    folder = temp_new();
    target = temp_path(folder, "批次 1.xlsx");
    batch = (WorkbookFacts){.batch = "T1-B0001",
                            .organisation = "某市医院社工部",
                            .station = "T1",
                            .exported_by = "乙",
                            .exported_at = "2026-11-21T23:59:59.999Z",
                            .on = {2026, 11, 21}};
    load_knowledge("neutral");
}

static void stop(void)
{
    template_free(template);
    template = NULL;
    knowledge_free(knowledge);
    knowledge = NULL;
    free(target);
    temp_free(folder);
    temp_free(site);
    free(data);
}

/* ---- a source of cases ---- */

typedef struct Source {
    const char *const *texts;
    size_t n, at, fail_at;
    char no[32];
} Source;

static bool next_case(void *ctx, CaseItem *item, Err *err)
{
    Source *source = ctx;
    FieldContext context = {
        .codes = knowledge_codes(knowledge), .today = {2026, 11, 21}, .lang = "en"};
    PortableCases cases;
    *item = (CaseItem){0};
    if (source->fail_at && source->at + 1 == source->fail_at)
        return err_set(err, ERR_STORE, "the store is damaged");
    if (source->at == source->n)
        return true;
    const char *text = source->texts[source->at++];
    ck_done(portable_read(&context, "case", text, strlen(text), &cases, &help_err));
    item->file = cases.files[0];
    free(cases.files);
    snprintf(source->no, sizeof(source->no), "T1-2026-%04zu", source->at);
    item->no = source->no;
    item->approved_by = "督导甲";
    item->approved_at = "2026-11-20T08:00:00.000Z";
    return true;
}

static bool write_source(const CaseSource *source, const Progress *progress,
                         WorkbookResult *result)
{
    err_clear(&help_err);
    char *temp = path_temp_beside(target);
    bool done = workbook_write(knowledge, template, &batch, source, temp, progress, result,
                               &help_err) &&
                path_commit(temp, target, &help_err);
    if (!done)
        unlink(temp);
    free(temp);
    return done;
}

static bool write_texts(const char *const *texts, size_t n, const Progress *progress,
                        WorkbookResult *result)
{
    Source state = {.texts = texts, .n = n};
    CaseSource source = {.next = next_case, .ctx = &state, .count = n};
    return write_source(&source, progress, result);
}

static size_t files_in_folder(void)
{
    size_t n = 0;
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while ((entry = readdir(dir)))
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(dir);
    return n;
}

/* ---- reading it again ---- */

typedef struct Wanted {
    const char *title; /* of the column, without the star */
    size_t row, column;
    bool has_column;
    char type;
    Buf text;
} Wanted;

static bool find_cell(void *ctx, const XlsxCell *cell)
{
    Wanted *wanted = ctx;
    const char *text = cell->text + (cell->text[0] == '*');
    if (cell->row == 2 && strcmp(text, wanted->title) == 0) {
        wanted->column = cell->column;
        wanted->has_column = true;
    }
    if (wanted->has_column && cell->row == wanted->row && cell->column == wanted->column) {
        wanted->type = cell->type;
        buf_add(&wanted->text, cell->text);
        return false;
    }
    return true;
}

/* The value of the row of data (from 0) under a title, "" when empty; type may be NULL. */
static char *cell(const char *sheet, const char *title, size_t row, char *type)
{
    XlsxBook *book = NULL;
    Wanted wanted = {.title = title, .row = row + 3, .text = BUF_INIT};
    ck_done(xlsx_open(target, &book, &help_err));
    size_t i = 0;
    while (i < xlsx_sheets(book) && strcmp(xlsx_sheet_name(book, i), sheet) != 0)
        i++;
    ck_done(xlsx_read(book, i, find_cell, &wanted, &help_err));
    ck_assert_msg(wanted.has_column, "no column %s", title);
    xlsx_close(book);
    if (type)
        *type = wanted.type;
    return buf_take(&wanted.text);
}

static void is(const char *sheet, const char *title, size_t row, char type, const char *value)
{
    char found_type = '\0', *found = cell(sheet, title, row, &found_type);
    ck_assert_msg(strcmp(found, value) == 0, "%s %s: %s, not %s", sheet, title, found, value);
    if (value[0])
        ck_assert_int_eq(found_type, type);
    free(found);
}

static const char full[] =
    "{\"case\":{\"target_fen\":28000050,\"platform\":\"shuidichou\"},"
    "\"patient\":{\"name\":\"=1+1\",\"certificate\":\"01\",\"id_number\":"
    "\"99000019880101007X\","
    "\"born_on\":\"1899-12-31\",\"phone\":\"013900000001\",\"address\":\" e\\u0301 _x0041_ "
    "<&>\"},"
    "\"payee\":{\"kind\":\"person\",\"account\":\"6205500000000000004\"},"
    "\"illness\":{\"inpatient_no\":\"00012\",\"diagnosed_on\":\"2024-02-29\",\"bed\":\"@x\"},"
    "\"plan\":[{\"item\":\"一\",\"estimate_fen\":100,\"insured_fen\":1},{\"item\":\"二\","
    "\"estimate_fen\":0}],"
    "\"statement\":{\"story\":\"一\\n二\"}}";

START_TEST(test_workbook_cells_are_what_they_should_be)
{
    WorkbookResult result = {0};
    const char *const texts[] = {full, "{\"patient\":{\"name\":\"丙\"}}"};
    ck_done(write_texts(texts, 2, NULL, &result));
    ck_assert_uint_eq(result.cases, 2);
    ck_assert_uint_eq(result.rows, 2 + 2 + 1); /* two cases, two rows of the plan, one payee */
    is("求助案例", "案例编号", 0, 's', "T1-2026-0001");
    is("求助案例", "平台", 0, 's', "水滴筹");
    is("求助案例", "目标金额（元）", 0, 'n', "280000.5");
    is("求助案例", "患者姓名", 0, 's', "=1+1");
    is("求助案例", "患者证件号码", 0, 's', "99000019880101007X");
    is("求助案例", "患者手机", 0, 's', "013900000001");
    is("求助案例", "患者出生日期", 0, 's', "1899-12-31"); /* before Excel's calendar begins */
    is("求助案例", "患者住址", 0, 's', " e\xcc\x81 _x0041_ <&>");
    is("求助案例", "确诊日期", 0, 'n', "45351");
    is("求助案例", "住院号", 0, 's', "00012");
    is("求助案例", "床号", 0, 's', "@x");
    is("求助案例", "求助说明", 0, 's', "一\n二");
    is("求助案例", "计划自付（元）", 0, 'n', "0.99");
    is("求助案例", "患者姓名", 1, 's', "丙");
    is("求助案例", "目标金额（元）", 1, 'n', "");
    is("收款人", "收款账号", 0, 's', "6205500000000000004");
    is("医疗计划", "案例编号", 1, 's', "T1-2026-0001");
    is("医疗计划", "序号", 1, 'n', "2");
    is("医疗计划", "预计费用（元）", 1, 'n', "0");
    is("医疗计划", "预计自付（元）", 0, 'n', "0.99");
}
END_TEST

START_TEST(test_workbook_gives_the_same_bytes)
{
    WorkbookResult first = {0}, second = {0};
    const char *const texts[] = {full};
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    ck_done(write_texts(texts, 1, NULL, &first));
    setenv("TZ", "America/St_Johns", 1);
    tzset();
    ck_assert_uint_eq(files_in_folder(), 1);
    ck_done(write_texts(texts, 1, NULL, &second)); /* over the first one */
    ck_assert_str_eq(first.sha256, second.sha256);
    ck_assert_uint_eq(strlen(first.sha256), DIGEST_HEX);
    ck_assert_uint_eq(files_in_folder(), 1);
    batch.practice = true;
    ck_done(write_texts(texts, 1, NULL, &second));
    ck_assert_str_ne(first.sha256, second.sha256);
}
END_TEST

static bool note_first_cell(void *ctx, const XlsxCell *found)
{
    buf_add(ctx, found->text);
    return false;
}

START_TEST(test_workbook_of_practice_is_stamped_on_every_sheet)
{
    WorkbookResult result = {0};
    XlsxBook *book = NULL;
    const char *const texts[] = {full};
    batch.practice = true;
    ck_done(write_texts(texts, 1, NULL, &result));
    ck_done(xlsx_open(target, &book, &help_err));
    ck_assert_uint_eq(xlsx_sheets(book), 16);
    for (size_t i = 0; i < xlsx_sheets(book); i++) {
        Buf text = BUF_INIT;
        ck_done(xlsx_read(book, i, note_first_cell, &text, &help_err));
        ck_assert_msg(strstr(text.data, "练习"), "%s: %s", xlsx_sheet_name(book, i), text.data);
        buf_free(&text);
    }
    xlsx_close(book);
}
END_TEST

static bool count_cases(void *ctx, size_t done, size_t total)
{
    ck_assert_uint_eq(total, 3);
    *(size_t *)ctx = done;
    return done < 2;
}

START_TEST(test_workbook_cancelled_or_failed_leaves_nothing)
{
    WorkbookResult result = {0};
    size_t seen = 0;
    const char *const texts[] = {full, full, full};
    Progress progress = {.step = count_cases, .ctx = &seen};
    ck_assert(!write_texts(texts, 3, &progress, &result));
    ck_assert_int_eq(help_err.kind, ERR_CANCELLED);
    ck_assert_uint_eq(seen, 2);
    ck_assert_uint_eq(files_in_folder(), 0);

    Source state = {.texts = texts, .n = 3, .fail_at = 3};
    CaseSource source = {.next = next_case, .ctx = &state, .count = 3};
    ck_assert(!write_source(&source, NULL, &result));
    ck_assert(help_is_err(ERR_STORE, "damaged"));
    ck_assert_uint_eq(files_in_folder(), 0);

    state = (Source){.texts = texts, .n = 2};
    ck_assert(!write_source(&source, NULL, &result));
    ck_assert(help_is_err(ERR_STORE, "3"));
    ck_assert_uint_eq(files_in_folder(), 0);
}
END_TEST

START_TEST(test_workbook_keeps_an_older_file_when_it_fails)
{
    WorkbookResult result = {0};
    const char *const texts[] = {full};
    ck_done(path_write(target, "old", 3, &help_err));
    Source state = {.texts = texts, .n = 1, .fail_at = 1};
    CaseSource source = {.next = next_case, .ctx = &state, .count = 1};
    ck_assert(!write_source(&source, NULL, &result));
    char *text = temp_read(target, NULL);
    ck_assert_str_eq(text, "old");
    free(text);
}
END_TEST

/* A file may not grow beyond a limit, which stands for a full disk: at the library's temporary
 * files, while packing, at the end. */
START_TEST(test_workbook_on_a_full_disk_leaves_nothing)
{
    enum { CASES = 30 };
    const char *texts[CASES];
    WorkbookResult result = {0};
    struct rlimit old, small;
    size_t failed = 0, written = 0;
    for (size_t i = 0; i < CASES; i++)
        texts[i] = full;
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &old), 0);
    for (rlim_t limit = 0; limit < 140000; limit += limit < 40000 ? 2500 : 20000) {
        small = (struct rlimit){.rlim_cur = limit, .rlim_max = old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        bool done = write_texts(texts, CASES, NULL, &result);
        setrlimit(RLIMIT_FSIZE, &old);
        failed += !done;
        written += done;
        if (!done) {
            ck_assert_msg(help_err.kind == ERR_IO, "%lu: %s", (unsigned long)limit,
                          help_err.text);
            ck_assert_msg(help_err.text[0], "no text at %lu", (unsigned long)limit);
        }
        ck_assert_msg(files_in_folder() == (done ? 1u : 0u), "%lu: a file is left: %s",
                      (unsigned long)limit, help_err.text);
        unlink(target);
    }
    ck_assert_uint_gt(failed, 10);
    ck_assert_uint_gt(written, 0);
}
END_TEST

START_TEST(test_workbook_needs_a_folder_to_write_in)
{
    WorkbookResult result = {0};
    const char *const texts[] = {full};
    free(target);
    target = temp_path(folder, "none/out.xlsx");
    ck_assert(!write_texts(texts, 1, NULL, &result));
    ck_assert(help_is_err(ERR_IO, "none"));
    batch.exported_at = "yesterday";
    free(target);
    target = temp_path(folder, "out.xlsx");
    ck_assert(!write_texts(texts, 1, NULL, &result));
    ck_assert_uint_eq(files_in_folder(), 0);
}
END_TEST

/* The site's template begins as a copy of the neutral one and adds what the text says. */
static void site_template(const char *text)
{
    char *templates = temp_path(site, "templates"), *path = temp_path(templates, "neutral.ini");
    mkdir(templates, 0700);
    ck_done(path_write(path, text, strlen(text), &help_err));
    load_knowledge("neutral");
    free(path);
    free(templates);
}

/* With a column that cannot be. */
static void odd_template(const char *value)
{
    Buf text = BUF_INIT;
    buf_addf(&text, "[column.cases.odd]\ntitle = \"怪\"\nvalue = \"%s\"\ntype = \"text\"\n",
             value);
    site_template(text.data);
    buf_free(&text);
}

START_TEST(test_workbook_refuses_what_no_cell_can_hold)
{
    WorkbookResult result = {0};
    const char *const texts[] = {full};
    odd_template("printf('%.*c', 32767, 'x')");
    ck_done(write_texts(texts, 1, NULL, &result));
    char *longest = cell("求助案例", "怪", 0, NULL);
    ck_assert_uint_eq(strlen(longest), 32767);
    free(longest);
    unlink(target);
    odd_template("printf('%.*c', 32768, 'x')");
    ck_assert(!write_texts(texts, 1, NULL, &result));
    ck_assert(help_is_err(ERR_REFUSED, "T1-2026-0001"));
    ck_assert_ptr_nonnull(strstr(help_err.text, "怪"));
    ck_assert_ptr_nonnull(strstr(help_err.text, "32767"));
    ck_assert_uint_eq(files_in_folder(), 0);
    odd_template("1 + 1");
    ck_assert(!write_texts(texts, 1, NULL, &result));
    ck_assert(help_is_err(ERR_INPUT, "怪"));
    ck_assert_uint_eq(files_in_folder(), 0);
}
END_TEST

/* A record of which a case has one is a table of rows as well, with one row. */
START_TEST(test_workbook_computes_over_a_record_that_a_case_has_once)
{
    WorkbookResult result = {0};
    const char *const texts[] = {full};
    char *plain, *computed;
    site_template("[sheet.payee]\nwhere = \"payee.account IS NOT NULL\"\n"
                  "[column.payee.odd]\ntitle = \"怪\"\n"
                  "value = \"coalesce(payee.account, '-')\"\n");
    ck_done(write_texts(texts, 1, NULL, &result));
    plain = cell("收款人", "收款账号", 0, NULL);
    computed = cell("收款人", "怪", 0, NULL);
    ck_assert(*plain);
    ck_assert_str_eq(computed, plain);
    free(plain);
    free(computed);
}
END_TEST

/* ---- counting again ---- */

/* Puts another text in the place of a part of the file. */
static void replace_part(const char *part, const char *text, size_t n)
{
    zip_t *zip = zip_open(target, 0, NULL);
    ck_assert_ptr_nonnull(zip);
    zip_source_t *source = zip_source_buffer(zip, text, n, 0);
    ck_assert_int_ge(zip_file_add(zip, part, source, ZIP_FL_OVERWRITE), 0);
    ck_assert_int_eq(zip_close(zip), 0);
}

static char *read_part(const char *part)
{
    zip_t *zip = zip_open(target, ZIP_RDONLY, NULL);
    zip_file_t *file = zip_fopen(zip, part, 0);
    Buf out = BUF_INIT;
    char bytes[4096];
    zip_int64_t n;
    ck_assert_ptr_nonnull(file);
    while ((n = zip_fread(file, bytes, sizeof(bytes))) > 0)
        buf_add_bytes(&out, bytes, (size_t)n);
    zip_fclose(file);
    zip_close(zip);
    return buf_take(&out);
}

/* The choices are ranges of the dictionary, which is hidden, and name every sheet that they
 * need. */
START_TEST(test_workbook_offers_choices)
{
    WorkbookResult result = {0};
    const char *const texts[] = {full};
    ck_done(write_texts(texts, 1, NULL, &result));
    char *sheet = read_part("xl/worksheets/sheet2.xml"), *book = read_part("xl/workbook.xml");
    ck_assert_ptr_nonnull(strstr(sheet, "<dataValidation type=\"list\""));
    ck_assert_ptr_null(strstr(sheet, "type=\"custom\""));
    ck_assert_ptr_nonnull(strstr(sheet, "字典'!$A$3:$A$7</formula1>"));
    ck_assert_ptr_nonnull(strstr(book, "name=\"字典\" sheetId=\"15\" state=\"hidden\""));
    free(book);
    free(sheet);
}
END_TEST

/* ---- whether a file is whole ---- */

enum { SHEETS = 16 };

static bool sum_up(void *ctx, const XlsxCell *cell)
{
    if (cell->type == 'n')
        sheet_sum_number(ctx, cell->row, cell->column, strtod(cell->text, NULL));
    else
        sheet_sum_text(ctx, cell->row, cell->column, cell->text);
    return true;
}

static void sum_sheets(XlsxBook *book, SheetSum *sums)
{
    ck_assert_uint_eq(xlsx_sheets(book), SHEETS);
    for (size_t i = 0; i < SHEETS; i++) {
        sheet_sum_begin(&sums[i], xlsx_sheet_name(book, i));
        ck_done(xlsx_read(book, i, sum_up, &sums[i], &help_err));
        sheet_sum_end(&sums[i]);
    }
}

/* What a failed write makes of a part: a piece of it is gone, or another stands in its place.
 */
static const struct Damage {
    const char *part, *from, *to, *put; /* from the first to the end of the second */
    const char *says;
} damages[] = {
    {"xl/worksheets/sheet2.xml", "<row r=\"5\"", "</row>", "", "4 of 5 rows"},
    {"xl/worksheets/sheet2.xml", "<c r=\"B5\"", "</c>", "", "cells"},
    {"xl/worksheets/sheet2.xml", ">00012<", "<", ">00021<", "other cells"},
    {"xl/worksheets/sheet2.xml", "</is></c><c", "><v>", "", "not whole"},
    {"xl/worksheets/sheet2.xml", "<dataValidation ", "</dataValidation>", "", "not whole"},
    {"xl/worksheets/sheet2.xml", "</worksheet>", "</worksheet>", "", "not whole"},
    {"xl/styles.xml", "<fonts", "</fonts>", "<fonts count=\"2\"><font/></fonts>", "not whole"},
    {"xl/styles.xml", "</styleSheet>", "</styleSheet>", "", "not whole"},
    {"docProps/core.xml", "<dc:subject>", ">", "", "not whole"},
    {"[Content_Types].xml", "/xl/styles.xml", "/xl/styles.xml", "/xl/lost.xml", "not whole"},
};

static bool damage(const struct Damage *what)
{
    char *text = read_part(what->part), *from = strstr(text, what->from);
    if (!from) {
        free(text);
        return false;
    }
    char *end = strstr(from, what->to);
    ck_assert_ptr_nonnull(end);
    Buf out = BUF_INIT;
    buf_add_bytes(&out, text, (size_t)(from - text));
    buf_add(&out, what->put);
    buf_add(&out, end + strlen(what->to));
    replace_part(what->part, out.data, out.len);
    buf_free(&out);
    free(text);
    return true;
}

START_TEST(test_workbook_losses_are_seen)
{
    const struct Damage *what = &damages[_i];
    WorkbookResult result = {0};
    XlsxBook *book = NULL;
    SheetSum sums[SHEETS];
    const SheetSum *all[SHEETS];
    const char *const texts[] = {full, full};
    ck_done(write_texts(texts, 2, NULL, &result));
    ck_done(xlsx_open(target, &book, &help_err));
    sum_sheets(book, sums);
    for (size_t i = 0; i < SHEETS; i++)
        all[i] = &sums[i];
    ck_done(xlsx_check(target, all, SHEETS, &help_err));
    ck_assert(!xlsx_check(target, all, SHEETS - 1, &help_err));
    err_clear(&help_err);
    ck_assert_msg(damage(what), "%s has no %s", what->part, what->from);
    ck_assert_msg(!xlsx_check(target, all, SHEETS, &help_err), "%s", what->from);
    ck_assert_msg(help_is_err(help_err.kind, what->says), "%s: %s", what->from, help_err.text);
    for (size_t i = 0; i < SHEETS; i++)
        sheet_sum_free(&sums[i]);
    xlsx_close(book);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("workbook");
    TCase *tcase = tcase_create("workbook");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, test_workbook_cells_are_what_they_should_be);
    tcase_add_test(tcase, test_workbook_gives_the_same_bytes);
    tcase_add_test(tcase, test_workbook_of_practice_is_stamped_on_every_sheet);
    tcase_add_test(tcase, test_workbook_cancelled_or_failed_leaves_nothing);
    tcase_add_test(tcase, test_workbook_keeps_an_older_file_when_it_fails);
    tcase_add_test(tcase, test_workbook_on_a_full_disk_leaves_nothing);
    tcase_add_test(tcase, test_workbook_needs_a_folder_to_write_in);
    tcase_add_test(tcase, test_workbook_refuses_what_no_cell_can_hold);
    tcase_add_test(tcase, test_workbook_computes_over_a_record_that_a_case_has_once);
    tcase_add_test(tcase, test_workbook_offers_choices);
    tcase_add_loop_test(tcase, test_workbook_losses_are_seen, 0, COUNT_OF(damages));
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
