/* What a case went out with: the values of the file as it was written then, whatever stands in
 * the case or in the knowledge files now, and what the platform answered. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "app/backup.h"
#include "app/batch_ledger.h"
#include "app/case.h"
#include "app/inner.h"
#include "app/sent.h"
#include "app/verify_books.h"
#include "app/verify_file.h"
#include "base/path.h"
#include "exchange/xlsx_read.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static const char *no;
static int64_t id;
static char *path;

static void start(void)
{
    CaseFile *file;
    BatchRow row;
    help_app_start();
    no = help_approved_case(8);
    path = help_path("x.xlsx");
    ck_done(help_export(zhou, NULL, 0, path, false, NULL, &row));
    ck_done(app_case_open(zhou, no, &file, &help_err));
    id = case_head_of(file)->id;
    case_free(file);
}

static void stop(void)
{
    free(path);
    help_app_stop();
}

static const char *value_of(Session *session, const char *column)
{
    SentValue *values;
    size_t n;
    ck_done(app_sent_values(session, "T1-B0001", id, arena, &values, &n, &help_err));
    for (size_t i = 0; i < n; i++)
        if (strcmp(values[i].column, column) == 0)
            return values[i].text;
    return NULL;
}

START_TEST(test_sent_tells_when_and_by_whom)
{
    Sending *rows;
    size_t n;
    ck_done(app_sendings(lin, id, arena, &rows, &n, &help_err));
    ck_assert_uint_eq(n, 1);
    ck_assert_str_eq(rows[0].batch.no, "T1-B0001");
    ck_assert_str_eq(rows[0].batch.by, "zhou");
    ck_assert_str_eq(rows[0].approved_by, "zhou");
    ck_assert(rows[0].outcome == OUTCOME_NONE);
    ck_assert_int_ge(rows[0].silent, 0);
    ck_assert(help_raw(help_store_file,
                       "UPDATE batch_case SET outcome = 'refused';"
                       "UPDATE batch_case SET reason = '账号不清', platform_no = 'SD1',"
                       " answered_at = '2026-11-25T08:00:00.000Z'"));
    ck_done(app_sendings(lin, id, arena, &rows, &n, &help_err));
    ck_assert(rows[0].outcome == OUTCOME_REFUSED);
    ck_assert_str_eq(rows[0].reason, "账号不清");
    ck_assert_str_eq(rows[0].platform_no, "SD1");
    ck_assert_int_eq(rows[0].silent, -1);
    ck_done(app_sendings(lin, id + 1, arena, &rows, &n, &help_err));
    ck_assert_uint_eq(n, 0);
}
END_TEST

/* The answer comes between the lines of the batch and the batch itself. */
START_TEST(test_sent_is_of_one_moment)
{
    Sending *rows;
    size_t n;
    help_meanwhile(lin, "FROM batch AS",
                   "UPDATE batch_case SET outcome = 'refused',"
                   " answered_at = '2026-11-25T08:00:00.000Z'");
    ck_done(app_sendings(lin, id, arena, &rows, &n, &help_err));
    ck_assert(rows[0].outcome == OUTCOME_NONE);
    ck_assert_int_eq(rows[0].batch.refused, 0);
    ck_done(app_sendings(lin, id, arena, &rows, &n, &help_err));
    ck_assert(rows[0].outcome == OUTCOME_REFUSED);
    ck_assert_int_eq(rows[0].batch.refused, 1);
}
END_TEST

/* A text, a day, or a number however many zeros it has. */
static bool says_same(const XlsxCell *cell, const char *told)
{
    char *end;
    double number = strtod(told, &end);
    if (strcmp(cell->day ? cell->day : cell->text, told) == 0)
        return true;
    return cell->type == XLSX_NUMBER && !cell->day && end != told && !*end &&
           strtod(cell->text, NULL) == number;
}

static bool find_cell(void *ctx, const XlsxCell *cell)
{
    const char **wanted = ctx;
    if (says_same(cell, wanted[0]))
        wanted[0] = "";
    return wanted[0][0] != '\0';
}

typedef struct ToldRow {
    const SentValue *values;
    size_t n, row, cells;
} ToldRow;

static bool find_row(void *ctx, const XlsxCell *cell)
{
    ToldRow *told = ctx;
    if (strcmp(cell->text, no) == 0)
        told->row = cell->row;
    return !told->row;
}

static bool is_told(void *ctx, const XlsxCell *cell)
{
    ToldRow *told = ctx;
    bool found = cell->row != told->row || !cell->text[0];
    told->cells += !found;
    for (size_t i = 0; i < told->n && !found; i++)
        found = strcmp(told->values[i].sheet, told->values[0].sheet) == 0 &&
                says_same(cell, told->values[i].text);
    ck_assert_msg(found, "column %zu: %s is not told", cell->column + 1, cell->text);
    return true;
}

/* Every value that is told stands in the file, and every cell of its case on the first sheet of
 * cases is told. */
START_TEST(test_sent_values_are_those_of_the_file)
{
    SentValue *values;
    XlsxBook *book;
    size_t n;
    ck_done(app_sent_values(lin, "T1-B0001", id, arena, &values, &n, &help_err));
    ck_assert_uint_gt(n, 40);
    ck_done(xlsx_open(path, &book, &help_err));
    for (size_t i = 0; i < n; i++) {
        const char *wanted = values[i].text;
        for (size_t sheet = 0; wanted[0] && sheet < xlsx_sheets(book); sheet++)
            ck_done(xlsx_read(book, sheet, find_cell, &wanted, &help_err));
        ck_assert_msg(!wanted[0], "%s: %s is not in the file", values[i].column,
                      values[i].text);
    }
    ToldRow told = {.values = values, .n = n};
    size_t first = 0;
    while (first < xlsx_sheets(book) &&
           strcmp(xlsx_sheet_name(book, first), values[0].sheet) != 0)
        first++;
    ck_done(xlsx_read(book, first, find_row, &told, &help_err));
    ck_assert_uint_gt(told.row, 0);
    ck_done(xlsx_read(book, first, is_told, &told, &help_err));
    ck_assert_uint_gt(told.cells, 20);
    xlsx_close(book);
    ck_assert_str_eq(value_of(lin, "案例编号"), no);
}
END_TEST

START_TEST(test_sent_values_stay_as_they_went_out)
{
    char *site = help_path("later"), *codes = help_path("later/codes");
    const char *name = value_of(lin, "患者姓名"), *sex = value_of(lin, "患者性别");
    ck_assert(help_raw(help_store_file, "DROP TRIGGER patient_fixed_update;"
                                        "UPDATE patient SET name = '后来的名字'"));
    ck_done(path_make_folder(codes, &help_err));
    char *table = temp_text(codes, "sex.ini",
                            "[table]\ntitle = \"Sex\"\ntitle[zh_CN] = \"性别\"\n"
                            "[code.1]\ntext = \"man\"\ntext[zh_CN] = \"男子\"\n"
                            "[code.2]\ntext = \"woman\"\ntext[zh_CN] = \"女子\"\n");
    help_options.site = site;
    Session *later = help_open_as("zhou");
    ck_assert_str_eq(value_of(later, "患者姓名"), name);
    ck_assert_str_eq(value_of(later, "患者性别"), sex);
    session_close(later);
    free(table);
    free(codes);
    free(site);
}
END_TEST

START_TEST(test_sent_of_a_batch_without_the_case)
{
    SentValue *values;
    size_t n;
    ck_assert(!app_sent_values(lin, "T1-B0001", id + 1, arena, &values, &n, &help_err));
    ck_assert(help_is_err(ERR_NOT_FOUND, "T1-B0001"));
    ck_assert(!app_sent_values(lin, "T1-B0009", id, arena, &values, &n, &help_err));
    ck_assert(help_is_err(ERR_NOT_FOUND, "T1-B0009"));
}
END_TEST

/* What a client that was changed does: all as it is, but that the file is another one. */
static void export_another(const char *writer)
{
    char at[INSTANT_TEXT], sha256[DIGEST_HEX + 1];
    char *target = help_path("another.xlsx");
    Batch batch;
    Making making;
    WorkbookResult result = {.arena = arena};
    Buf manifest = BUF_INIT;
    int64_t approval, case_id;
    ck_done(sql_get_int(session_store(zhou), &help_err, &approval,
                        "SELECT max(id) FROM approval", NULL));
    ck_done(sql_get_int(session_store(zhou), &help_err, &case_id,
                        "SELECT case_id FROM approval WHERE id = ?", "i", approval));
    ck_done(batch_find(zhou, "T1-B0001", arena, &batch, &help_err));
    store_now(session_store(zhou), at);
    batch.id = 0;
    batch.at = at;
    ck_done(batch_number(zhou, arena, &batch.no, &help_err));
    batch_add_item(&batch, case_id, approval);
    ck_done(batch_contents(zhou, &batch, arena, &help_err));
    ck_done(batch_make(zhou, target, false, NULL, &making, &help_err));
    ck_done(batch_write(zhou, &batch, making.temp, NULL, &result, &manifest, &help_err));
    FILE *file = fopen(making.temp, "ab");
    ck_assert(file && fputs("6222", file) >= 0 && fclose(file) == 0);
    ck_done(digest_file_sha256(making.temp, sha256, &help_err));
    batch.sha256 = sha256;
    batch.manifest = writer ? writer : manifest.data;
    ck_done(batch_manifest(&making, batch.manifest, &help_err));
    ck_done(batch_begin(zhou, &batch, &making, &help_err));
    ck_done(batch_name(&making, &help_err));
    ck_done(batch_written(zhou, &batch, &making, &help_err));
    batch_leave(&making);
    buf_free(&manifest);
    free(batch.items);
    free(target);
}

START_TEST(test_sent_is_what_was_approved)
{
    Verified found;
    ck_done(app_verify(zhou, NULL, &found, &help_err));
    ck_assert_int_eq(found.fault.kind, ERR_NONE);
    ck_assert_int_eq(found.books, 1);
    app_verified_free(&found);
    help_approved_case(9);
    export_another(NULL);
    ck_done(app_verify(zhou, NULL, &found, &help_err));
    ck_assert_ptr_nonnull(strstr(found.fault.text, "T1-B0002"));
    ck_assert_uint_eq(found.change_count, 1);
    ck_assert_str_eq(found.changes[0].kind, "file");
    ck_assert_int_eq(found.books, 1);
    app_verified_free(&found);
}
END_TEST

/* Another version packs in another way, and of an erased case there is nothing: said. */
START_TEST(test_sent_that_cannot_be_made_anew_is_named)
{
    Verified found;
    help_approved_case(9);
    export_another("{\"writer\": \"0\"}");
    ck_done(app_verify(zhou, NULL, &found, &help_err));
    ck_assert_int_eq(found.fault.kind, ERR_NONE);
    ck_assert_int_eq(found.books_other, 1);
    ck_assert_str_eq(found.other_books, "T1-B0002");
    app_verified_free(&found);
}
END_TEST

/* A machine without a folder in memory is no other version. */
START_TEST(test_sent_is_not_made_without_memory)
{
    char folder[] = "/dev/shm/sentXXXXXX";
    Verified found;
    ck_assert_ptr_nonnull(mkdtemp(folder));
    char *taken = temp_text(folder, "anjuan", "");
    ck_assert_int_eq(setenv("XDG_RUNTIME_DIR", folder, 1), 0);
    ck_done(app_verify(zhou, NULL, &found, &help_err));
    unsetenv("XDG_RUNTIME_DIR");
    temp_free(strdup(folder));
    ck_assert_int_eq(found.fault.kind, ERR_NONE);
    ck_assert_int_eq(found.books, 0);
    ck_assert_int_eq(found.books_other, 0);
    ck_assert_int_eq(found.books_unmade, 1);
    ck_assert_ptr_nonnull(strstr(found.unmade, "memory"));
    app_verified_free(&found);
    free(taken);
}
END_TEST

/* A folder that is a link of somebody is none of ours: refused, and named. */
START_TEST(test_sent_is_not_made_behind_a_link)
{
    char folder[] = "/dev/shm/sentXXXXXX", aside[] = "/dev/shm/sentXXXXXX";
    Verified found;
    ck_assert(mkdtemp(folder) && mkdtemp(aside));
    char *link = path_join(folder, "anjuan");
    ck_assert_int_eq(symlink(aside, link), 0);
    ck_assert_int_eq(setenv("XDG_RUNTIME_DIR", folder, 1), 0);
    ck_done(app_verify(zhou, NULL, &found, &help_err));
    unsetenv("XDG_RUNTIME_DIR");
    ck_assert_int_eq(found.fault.kind, ERR_NONE);
    ck_assert_int_eq(found.books_unmade, 1);
    ck_assert_msg(strstr(found.unmade, link) && strstr(found.unmade, "not yours alone"), "%s",
                  found.unmade);
    app_verified_free(&found);
    free(link);
    temp_free(strdup(folder));
    temp_free(strdup(aside));
}
END_TEST

static void hold_books(int64_t books, int64_t left)
{
    Verified found = {0};
    ck_done(verify_books(zhou, false, NULL, &found, &help_err));
    ck_assert_int_eq(found.books, books);
    ck_assert_int_eq(found.books_left, left);
    app_verified_free(&found);
}

/* The newest is made anew whatever it costs; after the first that costs too much none is. */
START_TEST(test_sent_newest_is_always_made)
{
    Verified found = {0};
    BatchRow row;
    char *two = help_path("two.xlsx");
    ck_assert(
        help_raw(help_store_file, "DROP TRIGGER batch_keep; UPDATE batch SET cases = 999"));
    hold_books(1, 0);
    help_approved_case(9);
    ck_done(help_export(zhou, NULL, 0, two, false, NULL, &row));
    hold_books(1, 1);
    ck_assert(help_raw(help_store_file, "UPDATE batch SET cases = 999 - cases"));
    hold_books(1, 1);
    ck_done(verify_books(zhou, true, NULL, &found, &help_err));
    ck_assert_int_eq(found.books, 2);
    app_verified_free(&found);
    free(two);
}
END_TEST

/* ---- a file that somebody has ---- */

static FileFound looked;
static Err at_fault;

static void look_at(Session *session, const char *file)
{
    at_fault = (Err){0};
    ck_done(app_verify_file(session, file, NULL, arena, &looked, &at_fault, &help_err));
}

static char *read_part(zip_t *zip, zip_uint64_t i)
{
    zip_stat_t info;
    ck_assert_int_eq(zip_stat_index(zip, i, 0, &info), 0);
    char *text = calloc(1, info.size + 1);
    zip_file_t *part = zip_fopen_index(zip, i, 0);
    ck_assert_int_eq(zip_fread(part, text, info.size), (zip_int64_t)info.size);
    zip_fclose(part);
    return text;
}

static char *row_before(const char *text, char *at)
{
    while (at > text && strncmp(at, "<row ", 5) != 0)
        at--;
    return at;
}

/* In every part, from the first sign of one text to the end of another one behind it; of a row,
 * all of it. */
static void put_in_place(const char *file, const char *from, const char *to, const char *other)
{
    zip_t *zip = zip_open(file, 0, NULL);
    char *texts[100] = {0};
    size_t n = 0, changed = 0;
    ck_assert_ptr_nonnull(zip);
    for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
        char *text = read_part(zip, (zip_uint64_t)i), *at = strstr(text, from);
        char *end = at ? strstr(at, to) : NULL;
        if (end && strcmp(to, "</row>") == 0)
            at = row_before(text, at);
        if (end) {
            Buf made = BUF_INIT;
            buf_addf(&made, "%.*s%s%s", (int)(at - text), text, other, end + strlen(to));
            zip_source_t *source = zip_source_buffer(zip, made.data, made.len, 0);
            ck_assert_int_eq(zip_file_replace(zip, (zip_uint64_t)i, source, 0), 0);
            ck_assert_uint_lt(n, 100);
            texts[n++] = buf_take(&made);
            changed++;
        }
        free(text);
    }
    ck_assert_int_eq(zip_close(zip), 0);
    ck_assert_uint_gt(changed, 0);
    while (n)
        free(texts[--n]);
}

START_TEST(test_sent_file_is_that_of_its_batch)
{
    look_at(lin, path);
    ck_assert_int_eq(at_fault.kind, ERR_NONE);
    ck_assert(looked.by_digest && looked.compared);
    ck_assert_str_eq(looked.batch->no, "T1-B0001");
    put_in_place(path, "<Application>", "</Application>", "<Application>WPS</Application>");
    look_at(lin, path);
    ck_assert_int_eq(at_fault.kind, ERR_NONE);
    ck_assert(!looked.by_digest && looked.compared);
    ck_assert_str_eq(looked.batch->no, "T1-B0001");
}
END_TEST

START_TEST(test_sent_file_with_another_account_is_named)
{
    char *account = NULL;
    ck_done(sql_get_text(session_store(zhou), &help_err, &account,
                         "SELECT account FROM payee LIMIT 1", NULL));
    put_in_place(path, account, account, "6222029900000000001");
    look_at(zhou, path);
    ck_assert_int_eq(at_fault.kind, ERR_REFUSED);
    ck_assert_ptr_nonnull(strstr(at_fault.text, "T1-B0001"));
    ck_assert_uint_ge(looked.differences, 1);
    ck_assert_str_eq(looked.rows[0].kind, "changed");
    ck_assert_str_eq(looked.rows[0].no, no);
    ck_assert_ptr_nonnull(strstr(looked.rows[0].columns, "账号"));
    ck_assert_ptr_null(strstr(looked.rows[0].words, account));
    free(account);
}
END_TEST

START_TEST(test_sent_file_without_a_row_is_named)
{
    Buf cell = BUF_INIT;
    buf_addf(&cell, ">%s<", no);
    put_in_place(path, cell.data, "</row>", "");
    look_at(zhou, path);
    ck_assert_int_eq(at_fault.kind, ERR_REFUSED);
    ck_assert_str_eq(looked.rows[0].kind, "missing");
    ck_assert_str_eq(looked.rows[0].no, no);
    buf_free(&cell);
}
END_TEST

START_TEST(test_sent_file_of_text_goes_by_its_name)
{
    const char *other = help_approved_case(9);
    char *csv = help_path("x.csv"), *none = temp_text(help_folder, "none.csv", "a,b\n1,2\n");
    BatchRow row;
    Buf text = BUF_INIT;
    ck_done(help_export(zhou, &other, 1, csv, false, NULL, &row));
    look_at(zhou, csv);
    ck_assert_int_eq(at_fault.kind, ERR_NONE);
    ck_assert(looked.by_digest && looked.compared);
    char *was = temp_read(csv, NULL);
    buf_addf(&text, "%s%s\n", was, strchr(was, '\n') + 1);
    ck_done(path_write(csv, text.data, text.len, &help_err));
    look_at(zhou, csv);
    ck_assert_int_eq(at_fault.kind, ERR_REFUSED);
    ck_assert_str_eq(looked.batch->no, row.no);
    ck_assert_str_eq(looked.rows[0].kind, "extra");
    look_at(zhou, none);
    ck_assert_int_eq(at_fault.kind, ERR_REFUSED);
    ck_assert_ptr_null(looked.batch);
    buf_free(&text);
    free(was);
    free(none);
    free(csv);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_sent_tells_when_and_by_whom,
                                  test_sent_is_of_one_moment,
                                  test_sent_values_are_those_of_the_file,
                                  test_sent_values_stay_as_they_went_out,
                                  test_sent_of_a_batch_without_the_case,
                                  test_sent_is_what_was_approved,
                                  test_sent_that_cannot_be_made_anew_is_named,
                                  test_sent_is_not_made_without_memory,
                                  test_sent_is_not_made_behind_a_link,
                                  test_sent_newest_is_always_made,
                                  test_sent_file_is_that_of_its_batch,
                                  test_sent_file_with_another_account_is_named,
                                  test_sent_file_without_a_row_is_named,
                                  test_sent_file_of_text_goes_by_its_name,
                                  NULL};
    return suite_run("sent", tests, start, stop);
}
