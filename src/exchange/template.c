/* Finds a template, lays it over the one it extends, and reads what belongs to all of it. */
#include "config.h"

#include "exchange/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "exchange/receipt.h"
#include "exchange/template_inner.h"
#include "rules/language/placeholder.h"

enum { EXTENDS_MAX = 4 };

static const char *const template_keys[] = {
    "name",    "title",    "version", "language", "authority", "grade",  "platform",
    "purpose", "extends",  "base",    "look",     "zone",      "sheets", "file",
    "csv",     "encoding", "guard",   "stars",    "continued", NULL};

static const char *const word_keys[] = {
    [WORD_PRACTICE] = "practice",
    [WORD_YES] = "yes",
    [WORD_NO] = "no",
    [WORD_TEXT] = "text",
    [WORD_MONEY] = "money",
    [WORD_DATE] = "date",
    [WORD_COUNT] = "count",
    [WORD_RULE_SHEET] = "rule_sheet",
    [WORD_RULE_COLUMN] = "rule_column",
    [WORD_RULE_REQUIRED] = "rule_required",
    [WORD_RULE_TYPE] = "rule_type",
    [WORD_RULE_HINT] = "rule_hint",
    [WORD_CODE] = "code",
    [WORD_CHOOSE] = "choose",
    [WORD_PAGE] = "page",
    [WORD_WRONG] = "wrong",
    [WORD_BAD_MONEY] = "bad_money",
    [WORD_BAD_DATE] = "bad_date",
    [WORD_BAD_COUNT] = "bad_count",
    [WORD_BAD_TEXT] = "bad_text",
    [WORD_SUM_SHEET] = "sum_sheet",
    [WORD_SUM_ROWS] = "sum_rows",
    [WORD_SUM_COLUMN] = "sum_column",
    [WORD_SUM_MONEY] = "sum_money",
    [WORD_EMPTY] = "empty",
    [WORD_CUT] = "cut",
    [WORD_GOES_ON] = "goes_on",
    [WORD_WHOLE_ROW] = "whole_row",
    [WORD_WHOLE_TEXT] = "whole_text",
    [TEMPLATE_WORDS] = NULL,
};

static const TemplatePurpose purposes[] = {
    {"launch", N_("launch"), TAKES_UNSENT, .sends = true, .discloses = true,
     .recipients = true},
    {"payment", N_("payment request"), TAKES_TRANCHES, .asks_money = true, .follow_up = true,
     .discloses = true, .recipients = true},
    {"follow-up", N_("follow-up report"), TAKES_SENT, .follow_up = true, .discloses = true,
     .recipients = true},
    {"statistics", N_("statistics"), TAKES_APPROVED, .follow_up = true, .nameless = true},
    {"dossier", N_("audit dossier"), TAKES_APPROVED, .follow_up = true},
};

/* ---- values of keys ---- */

bool template_read_yes(Reading *reading, const char *section, const char *key)
{
    const char *value = ini_get(reading->ini, section, key);
    if (value && strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
        lint_at(reading->lint, reading->ini, section, key, _("the value is yes or no"));
    return value && strcmp(value, "yes") == 0;
}

size_t template_read_list(Reading *reading, const char *section, const char *key,
                          const char ***out)
{
    Buf text = BUF_INIT;
    size_t n = 0;
    if (!ini_long(reading->ini, section, key, &text)) {
        buf_free(&text);
        *out = NULL;
        return 0;
    }
    char *at = arena_dup(reading->template->arena, text.data);
    *out = arena_alloc(reading->template->arena, (text.len / 2 + 1) * sizeof(char *));
    for (at += strspn(at, " "); *at; at += strspn(at, " ")) {
        (*out)[n++] = at;
        at += strcspn(at, " ");
        if (*at)
            *at++ = '\0';
    }
    buf_free(&text);
    return n;
}

/* ---- the file ---- */

/* Texts that the library would leave out for their length. */
static void check_word(Reading *reading, TemplateWord which)
{
    bool title = which == WORD_WRONG;
    bool notice = which >= WORD_EMPTY && which <= WORD_GOES_ON;
    int most = title ? CHECK_TITLE_CHARS : notice ? NOTICE_CHARS : CHECK_TEXT_CHARS;
    bool limited = title || notice || which == WORD_CHOOSE || which == WORD_PRACTICE ||
                   (which >= WORD_PAGE && which <= WORD_BAD_TEXT);
    if (limited && text_units(reading->template->words[which]) > (size_t)most)
        lint_at(reading->lint, reading->ini, "words", word_keys[which],
                _("this text has at most %d characters"), most);
}

static void read_words(Reading *reading)
{
    static const int needed_of[] = {[LOOK_PLAIN] = WORDS_PLAIN,
                                    [LOOK_GRID] = WORDS_GRID,
                                    [LOOK_PRINT] = TEMPLATE_WORDS,
                                    [LOOK_TOTAL] = TEMPLATE_WORDS};
    int needed = needed_of[reading->template->look];
    lint_only(reading->lint, reading->ini, "words", word_keys);
    for (int i = 0; i < TEMPLATE_WORDS; i++) {
        const char *word = ini_get(reading->ini, "words", word_keys[i]);
        if (i < needed)
            lint_needs(reading->lint, reading->ini, "words", word_keys[i]);
        reading->template->words[i] = word ? word : "";
        check_word(reading, (TemplateWord)i);
    }
}

static void read_platform(Reading *reading)
{
    const char *platform = ini_get(reading->ini, "template", "platform");
    const CodeTable *table = codes_table(knowledge_codes(reading->knowledge), "platform");
    const CodeEntry *entry = platform && table ? code_find(table, platform) : NULL;
    if (platform && !entry)
        lint_at(reading->lint, reading->ini, "template", "platform",
                _("there is no code %s in the table %s"), platform, "platform");
    reading->template->platform = entry ? entry->code : NULL;
}

static void read_purpose(Reading *reading)
{
    const char *name = ini_get(reading->ini, "template", "purpose");
    reading->template->purpose = &purposes[0];
    for (size_t i = 0; name && i < COUNT_OF(purposes); i++) {
        if (strcmp(purposes[i].name, name) == 0) {
            reading->template->purpose = &purposes[i];
            return;
        }
    }
    if (name)
        lint_at(reading->lint, reading->ini, "template", "purpose",
                _("a purpose is one of launch, payment, follow-up, statistics, dossier"));
}

static void read_look(Reading *reading)
{
    const char *look = ini_get(reading->ini, "template", "look");
    const char *zone = ini_get(reading->ini, "template", "zone");
    Template *template = reading->template;
    int hours = 8, minutes = 0;
    bool known = !look || (look[0] >= '1' && look[0] <= '4' && !look[1]);
    template->look = look &&known ? look[0] - '0' : LOOK_PLAIN;
    if (!known)
        lint_at(reading->lint, reading->ini, "template", "look",
                _("a look is a number from 1 to 4"));
    bool fits = !zone || ((zone[0] == '+' || zone[0] == '-') && strlen(zone) == 6 &&
                          sscanf(zone + 1, "%2d:%2d", &hours, &minutes) == 2 && hours >= 0 &&
                          hours <= 14 && minutes >= 0 && minutes < 60);
    if (!fits)
        lint_at(reading->lint, reading->ini, "template", "zone",
                _("a zone is hours and minutes east of Greenwich, such as +08:00"));
    template->stars = !ini_get(reading->ini, "template", "stars") ||
                      template_read_yes(reading, "template", "stars");
    template->zone = (hours * 60 + minutes) * (zone && zone[0] == '-' ? -1 : 1);
}

static void read_file_name(Reading *reading)
{
    static const char *const words[] = TEMPLATE_FILE_WORDS;
    Placeholder one;
    const char *at = ini_get(reading->ini, "template", "file");
    reading->template->file = at;
    if (at && (strchr(at, '/') || !at[0] || at[0] == '.'))
        lint_at(reading->lint, reading->ini, "template", "file",
                _("this is a file's name without a folder"));
    for (; at && placeholder_next(at, reading->template->arena, &one); at = one.end) {
        size_t i = 0;
        while (words[i] && (!one.word || strcmp(words[i], one.value) != 0))
            i++;
        if (!words[i])
            lint_at(reading->lint, reading->ini, "template", "file",
                    _("what is filled in here is one of {@template}, {@title}, {@purpose}, "
                      "{@platform}, {@batch}, {@on}, {@organisation}, {@station}, {@cases}"));
    }
}

static void read_csv(Reading *reading)
{
    const char *encoding = ini_get(reading->ini, "template", "encoding");
    CsvForm *csv = &reading->template->csv;
    csv->sheet = ini_get(reading->ini, "template", "csv");
    csv->guarded = template_read_yes(reading, "template", "guard") ||
                   !ini_get(reading->ini, "template", "guard");
    csv->gb18030 = encoding && strcmp(encoding, "GB18030") == 0;
    if (encoding && !csv->gb18030 && strcmp(encoding, "UTF-8") != 0)
        lint_at(reading->lint, reading->ini, "template", "encoding",
                _("an encoding is UTF-8 or GB18030"));
}

static void read_head(Reading *reading)
{
    Template *template = reading->template;
    lint_only(reading->lint, reading->ini, "template", template_keys);
    lint_both(reading->lint, reading->ini, "template", "title");
    lint_needs(reading->lint, reading->ini, "template", "name");
    lint_needs(reading->lint, reading->ini, "template", "version");
    lint_grade(reading->lint, reading->ini, "template");
    template->name = ini_get(reading->ini, "template", "name");
    template->version = ini_get(reading->ini, "template", "version");
    template->language = ini_get(reading->ini, "template", "language");
    if (!template->name)
        template->name = "";
    if (!template->version)
        template->version = "";
    if (!template->language)
        template->language = "zh_CN";
    read_platform(reading);
    read_purpose(reading);
    read_look(reading);
    read_file_name(reading);
    read_csv(reading);
}

/* ---- the sheets ---- */

/* Those that the template names, in this order; without: all, in the order of the file. */
static void read_sheets(Reading *reading)
{
    const Ini *ini = reading->ini;
    const char **keys;
    size_t n = template_read_list(reading, "template", "sheets", &keys);
    reading->template->sheets = arena_alloc(
        reading->template->arena, (ini_sections(ini) + n + 1) * sizeof(TemplateSheet));
    for (size_t i = 0; i < n; i++) {
        const char *section = arena_printf(reading->template->arena, "sheet.%s", keys[i]);
        if (file_has_section(ini, section))
            template_read_sheet(reading, section);
        else
            lint_at(reading->lint, ini, "template", "sheets", _("there is no section [%s]"),
                    section);
    }
    for (size_t i = 0; n == 0 && i < ini_sections(ini); i++) {
        if (strncmp(ini_section(ini, i), "sheet.", strlen("sheet.")) == 0)
            template_read_sheet(reading, ini_section(ini, i));
    }
}

static bool is_of_a_sheet(const Ini *ini, const char *section)
{
    for (size_t i = 0; i < ini_sections(ini); i++) {
        const char *sheet = ini_section(ini, i);
        if (strncmp(sheet, "sheet.", strlen("sheet.")) != 0)
            continue;
        if (sheet == section || template_is_of_sheet(section, "column.", sheet + 6) ||
            template_is_of_sheet(section, "line.", sheet + 6))
            return true;
    }
    return false;
}

/* A column or line whose sheet is not there would silently be left out. */
static void check_sections(Reading *reading)
{
    for (size_t i = 0; i < ini_sections(reading->ini); i++) {
        const char *section = ini_section(reading->ini, i);
        bool known = strcmp(section, "template") == 0 || strcmp(section, "words") == 0 ||
                     (reading->template->receipt &&
                      (strcmp(section, "receipt") == 0 ||
                       strncmp(section, "reason.", strlen("reason.")) == 0));
        if (!known && !is_of_a_sheet(reading->ini, section))
            lint_at(reading->lint, reading->ini, section, NULL,
                    _("this section belongs to no sheet of the template"));
    }
}

static void check_csv(Reading *reading)
{
    const Template *template = reading->template;
    for (size_t i = 0; template->csv.sheet && i < template->n_sheets; i++) {
        const TemplateSheet *sheet = &template->sheets[i];
        if (strcmp(sheet->key, template->csv.sheet) == 0 && sheet->kind <= SHEET_ROWS)
            return;
    }
    if (template->csv.sheet)
        lint_at(reading->lint, reading->ini, "template", "csv",
                _("this is the key of a sheet of cases or of rows"));
}

/* ---- finding ---- */

static const Ini *file_named(const Knowledge *knowledge, const char *name)
{
    for (size_t i = 0; i < knowledge_files(knowledge, "templates"); i++) {
        const Ini *ini = knowledge_file(knowledge, "templates", i);
        const char *own = ini_get(ini, "template", "name");
        if (own && strcmp(own, name) == 0)
            return ini;
    }
    return NULL;
}

/* Lays the file over the one that it extends, and that over its own. */
static bool lay(const Knowledge *knowledge, const Ini *ini, Ini **out, Lint *lint)
{
    *out = NULL;
    const char *name = ini_get(ini, "template", "extends");
    for (int depth = 0; name; depth++) {
        Err err = {0};
        Ini *both;
        const Ini *base = file_named(knowledge, name), *upper = *out ? *out : ini;
        if (!base || depth == EXTENDS_MAX) {
            lint_at(lint, ini, "template", "extends", "%s",
                    base ? _("the templates that extend each other are too many, or a circle")
                         : _("there is no template of this name to be extended"));
            return false;
        }
        if (!file_over(base, upper, &both, &err)) {
            lint_fault_of(lint, ini, "template", "extends", err.text);
            return false;
        }
        ini_free(*out);
        *out = both;
        name = ini_get(base, "template", "extends");
    }
    return true;
}

Template *template_read(const Knowledge *knowledge, const Ini *ini, Lint *lint)
{
    Template *template = xcalloc(1, sizeof(*template));
    template->arena = arena_new();
    lay(knowledge, ini, &template->own, lint);
    template->ini = template->own ? template->own : ini;
    Reading reading = {
        .template = template, .knowledge = knowledge, .ini = template->ini, .lint = lint};
    read_head(&reading);
    read_words(&reading);
    read_sheets(&reading);
    template_read_continued(&reading);
    template->receipt =
        receipt_map_read(template->ini, knowledge_codes(knowledge), lint, template->arena);
    check_sections(&reading);
    check_csv(&reading);
    return template;
}

void template_free(Template *template_)
{
    if (!template_)
        return;
    free(template_->tables);
    ini_free(template_->own);
    arena_free(template_->arena);
    free(template_);
}

static bool is_base(const Ini *ini)
{
    const char *base = ini_get(ini, "template", "base");
    return base && strcmp(base, "yes") == 0;
}

/* The file of the template at i: those that are only there to be extended do not count. */
static const Ini *file_at(const Knowledge *knowledge, size_t i)
{
    for (size_t f = 0; f < knowledge_files(knowledge, "templates"); f++) {
        const Ini *ini = knowledge_file(knowledge, "templates", f);
        if (!is_base(ini) && i-- == 0)
            return ini;
    }
    return NULL;
}

size_t template_count(const Knowledge *knowledge)
{
    size_t n = 0;
    while (file_at(knowledge, n))
        n++;
    return n;
}

const char *template_name_at(const Knowledge *knowledge, size_t i)
{
    const Ini *ini = file_at(knowledge, i);
    const char *name = ini ? ini_get(ini, "template", "name") : NULL;
    return name ? name : "";
}

bool template_find(const Knowledge *knowledge, const char *name, Template **out, Err *err)
{
    LintFirst first;
    const Ini *ini = file_named(knowledge, name);
    *out = NULL;
    if (!ini)
        return err_set(err, ERR_NOT_FOUND,
                       _("there is no export template named %s; “anjuan template list” names "
                         "them"),
                       name);
    if (is_base(ini))
        return err_set(err, ERR_INPUT,
                       _("the template %s is only there for others to extend; nothing is "
                         "written by it"),
                       name);
    lint_first(&first, err);
    Template *template = template_read(knowledge, ini, &first.lint);
    if (first.lint.count) {
        template_free(template);
        return false;
    }
    *out = template;
    return true;
}

/* ---- what it says ---- */

const char *template_name(const Template *template_)
{
    return template_->name;
}

const char *template_version(const Template *template_)
{
    return template_->version;
}

const char *template_title(const Template *template_, const char *lang)
{
    return ini_get_lang(template_->ini, "template", "title", lang);
}

const char *template_platform(const Template *template_)
{
    return template_->platform;
}

const TemplatePurpose *template_purpose(const Template *template_)
{
    return template_->purpose;
}

const TemplatePurpose *template_purpose_named(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(purposes); i++) {
        if (strcmp(purposes[i].name, name) == 0)
            return &purposes[i];
    }
    return &purposes[0];
}

const struct ReceiptMap *template_receipt(const Template *template_)
{
    return template_->receipt;
}

/* What a file system or a person would trip over becomes a dash, with the blank behind it. */
static void add_name_part(Buf *out, const char *text)
{
    for (; text && *text; text++) {
        bool odd = (unsigned char)*text < ' ' || strchr("/\\:*?\"<>|", *text);
        buf_add_char(out, odd ? '-' : *text);
        if (odd && text[1] == ' ')
            text++;
    }
}

void template_file_name(const Template *template_, const TemplateFileWords *words, Buf *out)
{
    const char *at = template_->file ? template_->file : "{@template}-{@batch}.xlsx";
    static const char *const names[] = TEMPLATE_FILE_WORDS;
    Placeholder one;
    Arena *arena = arena_new();
    for (; placeholder_next(at, arena, &one); at = one.end) {
        buf_add_bytes(out, at, (size_t)(one.open - at));
        size_t i = 0;
        while (names[i] && (!one.word || strcmp(names[i], one.value) != 0))
            i++;
        const char *text = names[i] ? words->texts[i] : NULL;
        add_name_part(out, text);
        /* What is not there leaves no dash behind. */
        if ((!text || !text[0]) && out->len && strchr("-_ ", out->data[out->len - 1]))
            buf_cut(out, out->len - 1);
    }
    buf_add(out, at);
    arena_free(arena);
}
