/* The language of templates: what each key means, and that what cannot be is named. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#include "base/path.h"
#include "exchange/portable.h"
#include "exchange/table.h"
#include "exchange/template.h"
#include "exchange/template_draft.h"
#include "exchange/workbook.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static char *data, *site;
static Knowledge *knowledge;
static Template *template;
static Buf faults;
static Arena *arena;

static void start(void)
{
    data = path_join(getenv("top_srcdir"), "data");
    site = temp_new();
    char *folder = temp_path(site, "templates");
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    free(folder);
    faults = (Buf)BUF_INIT;
    arena = arena_new();
}

static void stop(void)
{
    template_free(template);
    template = NULL;
    knowledge_free(knowledge);
    knowledge = NULL;
    buf_free(&faults);
    arena_free(arena);
    temp_free(site);
    free(data);
}

static void put(const char *name, const char *text)
{
    char *folder = temp_path(site, "templates"), *path = temp_path(folder, name);
    ck_done(path_write(path, text, strlen(text), &help_err));
    free(path);
    free(folder);
}

static bool find(const char *name)
{
    template_free(template);
    knowledge_free(knowledge);
    template = NULL;
    knowledge = NULL;
    err_clear(&help_err);
    ck_done(knowledge_load((const char *const[]){data, site}, 2, &knowledge, &help_err));
    return template_find(knowledge, name, &template, &help_err);
}

static void note(void *ctx, const char *where, const char *what)
{
    buf_addf(ctx, "%s: %s\n", where, what);
}

/* What the strict reading says. */
static const char *check(void)
{
    buf_clear(&faults);
    template_check((const char *const[]){data, site}, 2, note, &faults);
    return faults.data ? faults.data : "";
}

static void says(const char *part)
{
    const char *found = check();
    ck_assert_msg(strstr(found, part), "not said: %s\n%s", part, found);
}

START_TEST(test_template_says_for_whom_and_what_for)
{
    ck_done(find("neutral"));
    ck_assert_ptr_null(template_platform(template));
    ck_assert_str_eq(template_purpose(template)->name, "launch");
    ck_assert(template_purpose(template)->sends);
    put("neutral.ini", "[template]\nplatform = \"qingsongchou\"\npurpose = \"payment\"\n");
    ck_done(find("neutral"));
    ck_assert_str_eq(template_platform(template), "qingsongchou");
    ck_assert_int_eq(template_purpose(template)->takes, TAKES_TRANCHES);
    ck_assert(!template_purpose(template)->sends);
    ck_assert_str_eq(check(), "");
    put("neutral.ini", "[template]\nplatform = \"nobody\"\npurpose = \"fun\"\n");
    ck_assert(!find("neutral"));
    says("[template] platform: ");
    says("[template] purpose: ");
}
END_TEST

/* ---- what is written by it ---- */

typedef struct Source {
    const char *const *texts;
    size_t n, at;
    const char *since;
} Source;

static bool next_case(void *ctx, CaseItem *item, Err *err UNUSED)
{
    Source *source = ctx;
    FieldContext context = {
        .codes = knowledge_codes(knowledge), .today = {2026, 11, 21}, .lang = "en"};
    PortableCases cases;
    *item = (CaseItem){.no = "T1-2026-0001",
                       .approved_by = "督导甲",
                       .approved_at = "2026-11-20T18:30:05.000Z",
                       .since = source->since,
                       .platform_no = "P-7"};
    if (source->at == source->n)
        return true;
    const char *text = source->texts[source->at++];
    ck_done(portable_read(&context, "case", text, strlen(text), &cases, &help_err));
    item->file = cases.files[0];
    free(cases.files);
    return true;
}

static bool practice, csv;
static WorkbookResult result;

/* Writes the cases by the template found last, and reads them again. */
static Table *write_cases(const char *const *texts, size_t n, const char *since)
{
    const WorkbookFacts facts = {.batch = "T1-B0001",
                                 .organisation = "某市医院 A&B",
                                 .station = "T1",
                                 .exported_by = "乙",
                                 .exported_at = "2026-11-21T23:59:59.999Z",
                                 .on = {2026, 11, 21},
                                 .knowledge = "1",
                                 .practice = practice,
                                 .csv = csv};
    Source state = {.texts = texts, .n = n, .since = since};
    CaseSource source = {.next = next_case, .ctx = &state, .count = n};
    char *path = temp_path(site, "x.file");
    Table *table;
    result = (WorkbookResult){.arena = arena};
    ck_done(
        workbook_write(knowledge, template, &facts, &source, path, NULL, &result, &help_err));
    ck_done(table_read(path, &table, &help_err));
    free(path);
    return table;
}

/* The cell as a spreadsheet names it. */
static const char *at(const Table *table, const char *sheet, size_t row, char column)
{
    for (size_t s = 0; s < table_sheets(table); s++) {
        const TableSheet *of = table_sheet(table, s);
        for (size_t r = 0; strcmp(of->name, sheet) == 0 && r < of->n; r++) {
            const TableCell *cell = table_cell(&of->rows[r], (size_t)(column - 'A'));
            if (of->rows[r].number == row)
                return cell ? cell->text : "";
        }
    }
    return "";
}

#define HAS(sheet, row, column, text) ck_assert_str_eq(at(table, sheet, row, column), text)

static const char money[] =
    "{\"case\":{\"target_fen\":28000050},"
    "\"patient\":{\"name\":\"林小禾\",\"id_number\":\"99000019880101007X\"},"
    "\"tranche\":[{\"seq\":1,\"amount_fen\":100,\"state\":\"paid\"},"
    "{\"seq\":2,\"amount_fen\":250},{\"seq\":3,\"amount_fen\":50,\"state\":\"planned\"}],"
    "\"money\":[{\"kind\":\"spent\",\"on\":\"2026-11-01\",\"amount_fen\":100},"
    "{\"kind\":\"spent\",\"on\":\"2026-11-10\",\"amount_fen\":200}]}";

/* A form whose names stand in the second row, below one note, with an example below them. */
static const char form[] =
    "[template]\nname = \"form\"\nextends = \"neutral\"\nplatform = \"shuidichou\"\n"
    "title = \"Form\"\ntitle[zh_CN] = \"表\"\nversion = \"1\"\nstars = \"no\"\n"
    "sheets = \"info cases tranches\"\nfile = \"{@title}-{@batch}-{@on}.xlsx\"\n"
    "[sheet.cases]\ntitle = \"上传\"\nhead = \"note names example\"\nnote = \"勿改表头\"\n"
    "columns = \"patient_id no empty when\"\ntotal = \"合计\"\n"
    "[column.cases.patient_id]\nmask = \"yes\"\nexample = \"9900...\"\n"
    "[column.cases.empty]\ntitle = \"机构代码\"\nvalue = \"nothing\"\n"
    "[column.cases.when]\ntitle = \"批准\"\nvalue = \"approval.approved_at\"\n"
    "[sheet.tranches]\nhead = \"names\"\ntotal = \"合计\"\n"
    "where = \"tranche.state IS NULL OR tranche.state = 'planned'\"\n"
    "columns = \"line seq amount number\"\n"
    "[column.tranches.line]\ntitle = \"行\"\nvalue = \"line.no\"\n"
    "[column.tranches.number]\ntitle = \"平台编号\"\nvalue = \"case.platform_no\"\n";

START_TEST(test_template_writes_a_form_of_others)
{
    put("form.ini", form);
    ck_assert_str_eq(check(), "");
    ck_done(find("form"));
    Table *table = write_cases((const char *const[]){money, money}, 2, NULL);
    ck_assert_uint_eq(table_sheets(table), 3);
    ck_assert_str_eq(table_sheet(table, 0)->name, "导出信息");
    HAS("上传", 1, 'A', "勿改表头");
    HAS("上传", 2, 'A', "患者证件号码");
    HAS("上传", 2, 'C', "机构代码");
    HAS("上传", 3, 'A', "9900...");
    HAS("上传", 4, 'A', "9900**************");
    HAS("上传", 4, 'B', "T1-2026-0001");
    HAS("上传", 4, 'C', "");
    HAS("上传", 4, 'D', "2026-11-21 02:30:05"); /* eight hours later, on the next day */
    HAS("上传", 6, 'A', "合计");
    HAS("分批拨付", 1, 'C', "金额（元）");
    HAS("分批拨付", 2, 'A', "1");
    HAS("分批拨付", 2, 'B', "2"); /* the first is paid */
    HAS("分批拨付", 5, 'A', "4");
    HAS("分批拨付", 5, 'D', "P-7");
    HAS("分批拨付", 6, 'B', "合计"); /* not where rows have their names */
    HAS("分批拨付", 6, 'C', "6");
    HAS("分批拨付", 7, 'A', "");
    ck_assert_uint_eq(result.n_sheets, 2);
    ck_assert_str_eq(result.sheets[1].title, "分批拨付");
    ck_assert_uint_eq(result.sheets[1].rows, 4);
    ck_assert_int_eq(result.sheets[1].sums[0], 600);
    table_free(table);
}
END_TEST

START_TEST(test_template_stamps_practice_above_a_head_without_notes)
{
    put("form.ini", form);
    ck_done(find("form"));
    practice = true;
    Table *table = write_cases((const char *const[]){money}, 1, NULL);
    ck_assert_ptr_nonnull(strstr(at(table, "上传", 1, 'A'), "练习"));
    HAS("上传", 2, 'A', "患者证件号码");
    ck_assert_ptr_nonnull(strstr(at(table, "分批拨付", 1, 'A'), "练习"));
    HAS("分批拨付", 2, 'C', "金额（元）");
    table_free(table);
}
END_TEST

START_TEST(test_template_tells_what_is_new_since_the_last)
{
    ck_done(find("follow-up"));
    Table *table = write_cases((const char *const[]){money}, 1, "2026-11-10");
    HAS("资金明细", 4, 'C', "2026-11-10");
    HAS("资金明细", 5, 'C', "");
    HAS("资金汇总", 4, 'C', "2026-11-10");
    table_free(table);
    table = write_cases((const char *const[]){money}, 1, NULL);
    HAS("资金明细", 4, 'C', "2026-11-01");
    HAS("资金明细", 5, 'C', "2026-11-10");
    HAS("资金汇总", 4, 'C', "");
    table_free(table);
}
END_TEST

/* Every template that ships writes a case of everything, and what it writes is read. */
START_TEST(test_template_of_each_purpose_is_written)
{
    ck_done(find("neutral"));
    char *names[32];
    size_t n = template_count(knowledge);
    ck_assert_uint_ge(n, 10);
    for (size_t i = 0; i < n; i++)
        names[i] = strdup(template_name_at(knowledge, i));
    for (size_t i = 0; i < n; i++) {
        ck_assert_str_ne(names[i], "launch"); /* only there to be extended */
        ck_done(find(names[i]));
        table_free(write_cases((const char *const[]){money}, 1, NULL));
        free(names[i]);
    }
    ck_assert(!find("launch"));
    ck_assert(help_is_err(ERR_INPUT, "launch"));
}
END_TEST

/* ---- what print cannot show ---- */

enum { STORY_LINES = 40, CUT_BYTES = 1 << 16 };

/* A case whose story has more lines than a row can be high. */
static char *long_case(Buf *story)
{
    Buf text = BUF_INIT;
    for (int i = 1; i <= STORY_LINES; i++)
        buf_addf(story, "%s第 %d 行", i > 1 ? "\\n" : "", i);
    buf_addf(&text, "{\"patient\":{\"name\":\"林小禾\"},\"statement\":{\"story\":\"%s\"}}",
             story->data);
    return text.data;
}

/* What the pages of the n-th sheet of the file say at their head. */
static void page_says(int sheet, const char *text, bool said)
{
    char *path = temp_path(site, "x.file"), part[64];
    static char bytes[CUT_BYTES + 1];
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    ck_assert_ptr_nonnull(zip);
    snprintf(part, sizeof part, "xl/worksheets/sheet%d.xml", sheet);
    zip_file_t *file = zip_fopen(zip, part, 0);
    ck_assert_ptr_nonnull(file);
    zip_int64_t n = zip_fread(file, bytes, CUT_BYTES);
    ck_assert_int_ge(n, 0);
    bytes[n] = '\0';
    const char *head = strstr(bytes, "<oddHeader>");
    ck_assert_msg(!said == !(head && strstr(head, text)), "sheet %d: %s", sheet,
                  head ? head : bytes);
    zip_fclose(file);
    zip_discard(zip);
    free(path);
}

static const char printed[] =
    "[template]\nname = \"form\"\nextends = \"neutral\"\nversion = \"1\"\n"
    "title = \"Form\"\ntitle[zh_CN] = \"表\"\nsheets = \"cases tranches info\"\n%s"
    "[sheet.cases]\nhead = \"names\"\nfixed = \"2\"\ncolumns = \"no patient_name story\"\n"
    "[sheet.tranches]\nhead = \"names\"\n";

static Table *write_printed(const char *more, const char *text)
{
    Buf file = BUF_INIT;
    buf_addf(&file, printed, more);
    put("form.ini", file.data);
    buf_free(&file);
    ck_assert_str_eq(check(), "");
    ck_done(find("form"));
    return write_cases((const char *const[]){text, "{\"patient\":{\"name\":\"甲\"}}"}, 2, NULL);
}

START_TEST(test_template_says_on_the_page_what_it_cuts)
{
    Buf story = BUF_INIT;
    char *text = long_case(&story);
    Table *table = write_printed("", text);
    ck_assert_uint_eq(table_sheets(table), 3); /* a platform's form has no other */
    ck_assert_ptr_nonnull(strstr(at(table, "求助案例", 2, 'C'), "第 40 行"));
    page_says(1, "打印不全，全文见电子表格", true);
    page_says(2, "本表无记录", true);
    page_says(3, "本表无记录", false);
    table_free(table);
    table = write_printed("", money);
    page_says(1, "打印不全", false);
    page_says(2, "本表无记录", false);
    table_free(table);
    table = write_printed("look = \"2\"\ncontinued = \"续页\"\n", text);
    ck_assert_uint_eq(table_sheets(table), 3);
    page_says(1, "打印不全", false);
    page_says(2, "本表无记录", false);
    table_free(table);
    free(text);
    buf_free(&story);
}
END_TEST

START_TEST(test_template_goes_on_with_what_print_cuts)
{
    static const char wanted[] = "continued = \"续页\"\n";
    Buf story = BUF_INIT, whole = BUF_INIT;
    char *text = long_case(&story);
    practice = true;
    Table *table = write_printed(wanted, text);
    practice = false;
    ck_assert_uint_eq(table_sheets(table), 4);
    ck_assert_str_eq(table_sheet(table, 3)->name, "续页");
    page_says(1, "打印不全，全文见：续页", true);
    ck_assert_ptr_nonnull(strstr(at(table, "续页", 1, 'A'), "练习"));
    HAS("续页", 2, 'D', "全文");
    size_t row = 3;
    for (; at(table, "续页", row, 'D')[0]; row++) {
        HAS("续页", row, 'A', "求助案例");
        HAS("续页", row, 'B', "T1-2026-0001 林小禾");
        HAS("续页", row, 'C', "求助说明");
        buf_addf(&whole, "%s%s", row > 3 ? "\n" : "", at(table, "续页", row, 'D'));
    }
    ck_assert_uint_gt(row, 4); /* parts, of which each can be shown */
    ck_assert_str_eq(whole.data, at(table, "求助案例", 3, 'C'));
    ck_assert_uint_eq(result.n_sheets, 3);
    ck_assert_str_eq(result.sheets[2].title, "续页");
    ck_assert_uint_eq(result.sheets[2].rows, row - 3);
    ck_assert_uint_eq(result.rows, 2);
    table_free(table);
    table = write_printed(wanted, money);
    ck_assert_uint_eq(table_sheets(table), 3);
    table_free(table);
    free(text);
    buf_free(&whole);
    buf_free(&story);
}
END_TEST

/* ---- as CSV ---- */

static const char odd[] =
    "{\"patient\":{\"name\":\"=1+1\",\"address\":\"甲,\\\"乙\\\"\"},\"case\":{"
    "\"target_fen\":28000050},\"statement\":{\"story\":\"一\\n𠮷\"}}";

static const char list[] =
    "name = \"list\"\nextends = \"neutral\"\nversion = \"1\"\n"
    "title = \"List\"\ntitle[zh_CN] = \"表\"\nsheets = \"members cases\"\ncsv = \"cases\"\n"
    "[sheet.cases]\ncolumns = \"no patient_name patient_address target patient_age story\"\n";

static char *csv_text(const char *more)
{
    Buf text = BUF_INIT;
    buf_addf(&text, "[template]\n%s%s", more, list);
    put("list.ini", text.data);
    ck_done(find("list"));
    csv = true;
    table_free(write_cases((const char *const[]){odd}, 1, NULL));
    csv = false;
    buf_free(&text);
    char *path = temp_path(site, "x.file"), *bytes = temp_read(path, NULL);
    free(path);
    return bytes;
}

START_TEST(test_template_writes_csv)
{
    char *text = csv_text("guard = \"no\"\n");
    ck_assert_str_eq(text, "\xEF\xBB\xBF*案例编号,*患者姓名,患者住址,*目标金额（元）,"
                           "患者年龄（周岁）,*求助说明\r\n"
                           "T1-2026-0001,=1+1,\"甲,\"\"乙\"\"\",280000.50,,\"一\n𠮷\"\r\n");
    ck_assert_uint_eq(result.altered, 0);
    ck_assert_uint_eq(result.left_out, 1);
    ck_assert_uint_eq(result.cases, 1);
    ck_assert_uint_eq(result.rows, 1);
    ck_assert_uint_eq(result.n_sheets, 1);
    free(text);
    text = csv_text("encoding = \"GB18030\"\n");
    ck_assert_uint_eq(result.altered, 1);
    ck_assert_ptr_nonnull(strstr(text, ",\"'=1+1\","));
    ck_assert_ptr_nonnull(strstr(text, "\xD2\xBB\n\x95\x34\xB2\x35\"\r\n")); /* 一, 𠮷 */
    free(text);
}
END_TEST

START_TEST(test_template_names_its_file)
{
    Buf name = BUF_INIT;
    put("form.ini", form);
    ck_done(find("form"));
    template_file_name(
        template,
        &(TemplateFileWords){.texts = {"form", "表/甲", NULL, NULL, "T1-B0001", "2026-11-21"}},
        &name);
    ck_assert_str_eq(name.data, "表-甲-T1-B0001-2026-11-21.xlsx");
    buf_clear(&name);
    template_file_name(template, &(TemplateFileWords){.texts = {"form", "表: 甲"}}, &name);
    ck_assert_str_eq(name.data, "表-甲.xlsx");
    buf_free(&name);
}
END_TEST

/* ---- what cannot be ---- */

typedef struct BadLine {
    const char *section, *line, *says;
} BadLine;

static const BadLine bad_lines[] = {
    {"template", "look = \"5\"", "[template] look"},
    {"template", "continued = \"a/b\"", "[template] continued"},
    {"template", "continued = \"求助案例\"", "[template] continued"},
    {"words",
     "empty = "
     "\"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三"
     "四五六七八九十一二三四五六七八九十一\"",
     "[words] empty"},
    {"template", "zone = \"8\"", "[template] zone"},
    {"template", "zone = \"+99:00\"", "[template] zone"},
    {"template", "sheets = \"cases nobody\"", "[sheet.nobody]"},
    {"template", "extends = \"nobody\"", "[template] extends"},
    {"template", "file = \"a/b\"", "[template] file"},
    {"template", "file = \"{@name}\"", "[template] file"},
    {"template", "encoding = \"GBK\"", "[template] encoding"},
    {"template", "csv = \"help\"", "[template] csv"},
    {"template", "colour = \"red\"", "[template] colour"},
    {"words", "wrong = \"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三\"",
     "[words] wrong"},
    {"sheet.cases",
     "title = \"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十𠮷\"",
     "[sheet.cases] title"}, /* 31 characters, 32 to Excel */
    {"sheet.cases", "title = \"HISTORY\"", "[sheet.cases] title"},
    {"sheet.info", "title = \"历史记录\"", "[sheet.info] title"},
    {"sheet.cases", "head = \"note hints\"", "[sheet.cases] head"},
    {"sheet.cases", "head = \"names names\"", "[sheet.cases] head"},
    {"sheet.cases", "head = \"example names\"", "[sheet.cases] head"},
    {"sheet.cases", "head = \"names colour\"", "[sheet.cases] head"},
    {"sheet.cases", "columns = \"no nobody\"", "[column.cases.nobody]"},
    {"sheet.cases", "fixed = \"999\"", "[sheet.cases] fixed"},
    {"sheet.cases", "since = \"on\"", "[sheet.cases] since"},
    {"sheet.aid", "since = \"amount_fen\"", "[sheet.aid] since"},
    {"sheet.cases", "where = \"patient.nothing\"", "[sheet.cases] where"},
    {"sheet.cases", "where = \"1; 2\"", "[sheet.cases] where"},
    {"sheet.info", "total = \"x\"", "[sheet.info]"},
    {"column.cases.no", "value = \"?\"", "[column.cases.no] value"},
    {"column.cases.no", "width = \"121\"", "[column.cases.no] width"},
    {"column.cases.no", "mask = \"hat\"", "[column.cases.no] mask"},
    {"column.cases.target", "mask = \"name\"", "[column.cases.target] mask"},
    {"column.cases.no", "total = \"yes\"", "[column.cases.no] total"},
    {"column.cases.target", "min = \"1.5\"", "[column.cases.target] min"},
    {"column.cases.diagnosed_on", "max = \"1\"", "[column.cases.diagnosed_on] max"},
    {"column.nobody.x", "title = \"x\"", "[column.nobody.x]"},
};

START_TEST(test_template_check_names_file_section_and_key)
{
    const BadLine *bad = &bad_lines[_i];
    Buf text = BUF_INIT;
    buf_addf(&text, "[%s]\n%s\n", bad->section, bad->line);
    put("neutral.ini", text.data);
    buf_free(&text);
    says(bad->says);
    says("neutral.ini");
}
END_TEST

/* Letters of either case are the same to Excel. */
START_TEST(test_template_titles_that_excel_takes_for_one)
{
    static const char *const pairs[][2] = {{"ABC", "abc"}, {"Été", "été"}};
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        Buf text = BUF_INIT;
        buf_addf(&text, "[sheet.cases]\ntitle = \"%s\"\n[sheet.aid]\ntitle = \"%s\"\n",
                 pairs[i][0], pairs[i][1]);
        put("neutral.ini", text.data);
        buf_free(&text);
        says("[sheet.aid] title");
    }
}
END_TEST

/* The library leaves out what is longer, and the person would be told nothing. */
START_TEST(test_template_words_that_excel_takes_whole)
{
    static const char *const words[] = {"choose", "bad_money", "practice"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        Buf text = BUF_INIT, place = BUF_INIT;
        buf_addf(&text, "[words]\n%s = \"", words[i]);
        for (int n = 0; n < 128; n++)
            buf_add(&text, "𠮷"); /* 256 to Excel */
        buf_add(&text, "\"\n");
        put("neutral.ini", text.data);
        buf_addf(&place, "[words] %s", words[i]);
        says(place.data);
        buf_free(&text);
        buf_free(&place);
    }
}
END_TEST

START_TEST(test_template_of_statistics_tells_nobody)
{
    static const char *const values[] = {
        "case_file.no",         "patient.name",         "patient.id_number",
        "patient.address",      "statement.story",      "payee.account",
        "approval.approved_by", "approval.approved_at", "case.digest"};
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        Buf text = BUF_INIT;
        buf_addf(&text, "[column.cases.sex]\nvalue = \"%s\"\n", values[i]);
        put("statistics.ini", text.data);
        buf_free(&text);
        says("[column.cases.sex] value");
    }
}
END_TEST

/* What an expression reads is refused as the field itself is: by the check, and by an export.
 */
static const char *const hidden_ways[] = {
    "upper(patient.name)",
    "patient.id_number || ''",
    "substr(patient.address, 1, 2)",
    "patient.region || ''",
    "substr(patient.region, 1, 4) || substr(patient.region, 5)",
    "substr(statement.story, 1, 20)",
    "(SELECT group_concat(member.name) FROM member WHERE member.case_id = fact.case_id)",
    "(WITH p AS (SELECT * FROM patient) SELECT max(p.name) FROM p)",
    "length(patient.phone)",
    "CASE WHEN payee.account LIKE '6%' THEN 1 END",
    "(SELECT max(value.text) FROM value WHERE value.case_id = fact.case_id)",
    "(SELECT max(other.no) FROM other WHERE other.case_id = fact.case_id)",
    "fact.who",
    "fact.who_again",
};

START_TEST(test_template_of_statistics_sees_through_expressions)
{
    const WorkbookFacts facts = {.batch = "T1-B0001",
                                 .organisation = "某",
                                 .station = "T1",
                                 .exported_by = "乙",
                                 .exported_at = "2026-11-21T23:59:59.999Z",
                                 .on = {2026, 11, 21},
                                 .knowledge = "1"};
    CaseSource source = {.next = next_case, .ctx = &(Source){0}, .count = 0};
    Buf text = BUF_INIT;
    char *folder = temp_path(site, "facts"), *who = temp_path(folder, "who.ini");
    static const char fact[] = "[who]\nmeaning = \"w\"\nmeaning[zh_CN] = \"谁\"\n"
                               "sql = \"patient.name\"\n"
                               "[who_again]\nmeaning = \"w\"\nmeaning[zh_CN] = \"谁\"\n"
                               "sql = \"fact.who || '!'\"\n";
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    ck_done(path_write(who, fact, strlen(fact), &help_err));
    buf_addf(&text, "[column.cases.sex]\nvalue = \"%s\"\n", hidden_ways[_i]);
    put("statistics.ini", text.data);
    says("[column.cases.sex] value: this value can tell");
    ck_done(find("statistics"));
    char *path = temp_path(site, "x.file");
    ck_assert(
        !workbook_write(knowledge, template, &facts, &source, path, NULL, &result, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "[column.cases.sex]"));
    buf_clear(&text);
    buf_addf(&text, "[sheet.cases]\nwhere = \"(%s) IS NOT NULL\"\n", hidden_ways[_i]);
    put("statistics.ini", text.data);
    says("[sheet.cases] where: this value can tell");
    free(path);
    free(who);
    free(folder);
    buf_free(&text);
}
END_TEST

START_TEST(test_template_circles_are_refused)
{
    put("a.ini", "[template]\nname = \"a\"\nextends = \"b\"\n");
    put("b.ini", "[template]\nname = \"b\"\nextends = \"a\"\n");
    says("[template] extends");
    put("b.ini", "[template]\nname = \"a\"\nextends = \"neutral\"\n");
    says("[template] name");
}
END_TEST

/* ---- drafted from a form ---- */

static char *draft_of(const char *form_text, TemplateDraft *draft)
{
    Buf text = BUF_INIT;
    Table *table;
    char *path = temp_path(site, "form.csv");
    ck_done(path_write(path, form_text, strlen(form_text), &help_err));
    ck_done(table_read(path, &table, &help_err));
    *draft = (TemplateDraft){.name = "drafted", .form = "form.csv"};
    ck_done(template_draft(knowledge, table, draft, &text, &help_err));
    table_free(table);
    free(path);
    return buf_take(&text);
}

START_TEST(test_template_draft_knows_titles)
{
    TemplateDraft draft;
    ck_done(find("neutral"));
    char *text = draft_of("\"请勿修改\n\"\"表头\"\"\"\n"
                          "* 身份证号（必填）,筹款目标(元),神秘代码,就诊医院名称\n",
                          &draft);
    ck_assert_uint_eq(draft.columns, 4);
    ck_assert_uint_eq(draft.known, 3);
    ck_assert_uint_eq(draft.guessed, 1);
    ck_assert_ptr_nonnull(strstr(text, "head = \"lines names\""));
    ck_assert_ptr_nonnull(
        strstr(text, "title = \"* 身份证号（必填）\"\nvalue = \"patient.id_number\"\n"
                     "required"));
    ck_assert_ptr_nonnull(strstr(text, "value = \"case_file.target_fen\""));
    ck_assert_ptr_nonnull(strstr(text, "# to be completed\n[column.s1.c3]"));
    put("drafted.ini", text);
    says("drafted.ini");
    says("[column.s1.c3] value"); /* and nothing else */
    ck_assert_ptr_null(strstr(strchr(faults.data, '\n') + 1, ":"));
    char *mark = strstr(text, "\"?\"");
    memcpy(mark, "\"1\"", 3);
    put("drafted.ini", text);
    ck_assert_str_eq(check(), "");
    free(text);
}
END_TEST

/* Titles that our own tables no longer have, of those that were written before. */
START_TEST(test_template_draft_knows_titles_of_before)
{
    static const char *const before[][2] = {
        {"案例编号,患者姓名,照片遮挡\n", "statement.photo_masking"},
        {"案例编号,患者姓名,欠付医院（元）\n", "fact.unpaid_fen"},
        {"案例编号,费用类别,起始日期,欠付（元）\n", "expense.unpaid_fen"},
        {"案例编号,材料,出具单位,已遮挡\n", "document.masked"},
        {"案例编号,资产类别,可否变现,所有人\n", "asset.owner"},
        {"案例编号,治疗项目,用于治疗项目,期次\n", "tranche.seq"},
        {"案例编号,治疗项目,阶段,开始日期\n", "plan.from_on"},
    };
    ck_done(find("neutral"));
    for (size_t i = 0; i < COUNT_OF(before); i++) {
        TemplateDraft draft;
        char *text = draft_of(before[i][0], &draft);
        ck_assert_msg(strstr(text, before[i][1]), "%s", text);
        free(text);
    }
}
END_TEST

/* A form that somebody has filled in: nothing of a person comes into the template. */
START_TEST(test_template_draft_takes_nothing_from_a_filled_row)
{
    TemplateDraft draft;
    ck_done(find("neutral"));
    char *text = draft_of("姓名,身份证号,筹款目标(元),神秘代码\n"
                          "李真名,110101199003070011,300000,甲乙丙\n",
                          &draft);
    ck_assert_ptr_nonnull(strstr(text, "value = \"patient.id_number\""));
    ck_assert_ptr_null(strstr(text, "example"));
    ck_assert_ptr_null(strstr(text, "李真名"));
    ck_assert_ptr_null(strstr(text, "300000"));
    free(text);
    text = draft_of("备注,姓名,身份证号,筹款目标(元),患者姓名,神秘代码,银行账号\n"
                    "示例：,李真名,110101199003070011,300000,李真名,甲乙丙,6222\n",
                    &draft);
    ck_assert_ptr_nonnull(strstr(text, "head = \"names example\""));
    ck_assert_ptr_nonnull(strstr(text, "example = \"300000\""));
    ck_assert_ptr_null(strstr(text, "李真名"));
    ck_assert_ptr_null(strstr(text, "110101"));
    ck_assert_ptr_null(strstr(text, "甲乙丙"));
    ck_assert_ptr_null(strstr(text, "6222"));
    free(text);
    /* Two heads, one below the other: what stands between them are no hints. */
    text = draft_of("姓名,身份证号\n李真名,110101199003070011\n\n"
                    "患者姓名,患者身份证号,筹款目标(元),疾病名称\n",
                    &draft);
    ck_assert_ptr_null(strstr(text, "李真名"));
    ck_assert_ptr_null(strstr(text, "110101"));
    free(text);
}
END_TEST

/* What turns a text round on screen would show another title than the one it is. */
START_TEST(test_template_draft_drops_signs_that_deceive)
{
    TemplateDraft draft;
    ck_done(find("neutral"));
    char *text = draft_of("姓\u202E名,筹款\u2066目标,身份\nx\n", &draft);
    ck_assert_ptr_null(strstr(text, "\u202E"));
    ck_assert_ptr_null(strstr(text, "\u2066"));
    ck_assert_ptr_nonnull(strstr(text, "title = \"姓名\""));
    free(text);
}
END_TEST

/* The form that a template writes without a case is drafted back to the values that it has. */
START_TEST(test_template_draft_comes_back)
{
    TemplateDraft draft = {.name = "again", .form = "x.xlsx"};
    Buf text = BUF_INIT;
    ck_done(find("launch-shuidichou"));
    Table *table = write_cases(NULL, 0, NULL);
    ck_done(template_draft(knowledge, table, &draft, &text, &help_err));
    ck_assert_uint_eq(draft.known, draft.columns);
    ck_assert_uint_eq(draft.guessed, 0);
    ck_assert_uint_gt(draft.columns, 150);
    ck_assert_ptr_nonnull(strstr(text.data, "value = \"payee.account\""));
    ck_assert_ptr_nonnull(strstr(text.data, "group = \"收款账户\""));
    ck_assert_ptr_nonnull(strstr(text.data, "rows = \"verification\""));
    table_free(table);
    buf_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("template");
    TCase *tcase = tcase_create("template");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_test(tcase, test_template_says_for_whom_and_what_for);
    tcase_add_test(tcase, test_template_writes_a_form_of_others);
    tcase_add_test(tcase, test_template_stamps_practice_above_a_head_without_notes);
    tcase_add_test(tcase, test_template_tells_what_is_new_since_the_last);
    tcase_add_test(tcase, test_template_of_each_purpose_is_written);
    tcase_add_test(tcase, test_template_names_its_file);
    tcase_add_test(tcase, test_template_says_on_the_page_what_it_cuts);
    tcase_add_test(tcase, test_template_goes_on_with_what_print_cuts);
    tcase_add_test(tcase, test_template_writes_csv);
    tcase_add_loop_test(tcase, test_template_check_names_file_section_and_key, 0,
                        COUNT_OF(bad_lines));
    tcase_add_test(tcase, test_template_titles_that_excel_takes_for_one);
    tcase_add_test(tcase, test_template_words_that_excel_takes_whole);
    tcase_add_test(tcase, test_template_of_statistics_tells_nobody);
    tcase_add_loop_test(tcase, test_template_of_statistics_sees_through_expressions, 0,
                        COUNT_OF(hidden_ways));
    tcase_add_test(tcase, test_template_circles_are_refused);
    tcase_add_test(tcase, test_template_draft_knows_titles);
    tcase_add_test(tcase, test_template_draft_knows_titles_of_before);
    tcase_add_test(tcase, test_template_draft_takes_nothing_from_a_filled_row);
    tcase_add_test(tcase, test_template_draft_drops_signs_that_deceive);
    tcase_add_test(tcase, test_template_draft_comes_back);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
