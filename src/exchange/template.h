/* clang-format off */
/* Export templates: data/templates/NAME.ini says which sheets and columns a platform's workbook
 * has, and how it looks.
 *
 *   [template]
 *   name = "neutral"  title = "..."  title[zh_CN] = "中性模板"  version = "1"
 *   language = "zh_CN"      of the workbook itself, whatever the screen speaks
 *   platform = "shuidichou" the only one it is for; without: for any
 *   purpose = "launch"      the first below is meant where none is said
 *   extends = "launch"      this file is laid over that template, key by key
 *   base = "yes"            only there to be extended: nothing is written by it
 *   look = "4"              1, or nothing: as templates were before; a look never changes
 *                           2: shaded head, grid, widths and heights from content, number
 *                           checks. 3: and in print a page says that its sheet is empty, or
 *                           that the shaded texts in it are cut. 4: and the word of a row of
 *                           sums stands beside the first sum, not in the first column
 *   continued = "续页"      of look 3 and 4: a last sheet that has these texts whole, only
 *                           where there is one; without: no such sheet, for a platform may
 *                           refuse one that its form has not
 *   zone = "+08:00"         of the times that a workbook of look 2 shows
 *   sheets = "cases info"   which sheets, in this order; without: all, in that of the file
 *   file = "{@title} {@batch}.xlsx"   how its file is called when nobody says so
 *   csv = "cases"           the sheet that a CSV file holds; without: the first with columns
 *   encoding = "GB18030"    of a CSV file; without: UTF-8 with a byte order mark
 *   guard = "no"            in a CSV file, texts that look like a formula stand as they are;
 *                           without: they begin with ', which a reply loses again
 *
 *   [words]                 its texts that belong to no column: the practice stamp, ...
 *
 *   [sheet.cases]           in the order of the file
 *   title = "求助案例"  rows = "case"  note = "..."  hidden = "yes"
 *   head = "note lines hints groups names example blank"   its rows above the first case, in
 *                           this order, names once; without: note hints names
 *   columns = "no name"     which columns, in this order; without: all, in that of the file
 *   fixed = "1"             so many columns stay in view and are on each printed page
 *   total = "合计"          a last row with the sums of the columns that say total = "yes"
 *   where = "tranche.state = 'planned'"   an expression: only rows for which it is true
 *   since = "on"            a day of the record: only rows that the last batch of this purpose
 *                           and platform that had the case did not hold, or not so; by the
 *                           day where it is not known what that held
 *
 *   [column.cases.patient_name]
 *   title = "患者姓名"  value = "patient.name"  type = "text"  required = "yes"  hint = "..."
 *   width = "12"            the most it takes, 6 to 60 (look 3: 120); numbers what they need
 *   codes = "sex"  group = "患者"  example = "张某"  total = "yes"
 *   mask = "yes"            as the field is masked on screen; or name, number, place
 *   min = "0"  max = "18"   what an entry may be: yuan, a count, characters of a text
 *   also = "求助人|病人姓名"  what others call it: for the drafts of templates
 *   error = "..."           what is said to an entry that may not be
 *
 *   [line.help.1]
 *   text = "..."  value = "batch"
 *
 * rows: case (one row a case), the name of a record (one row for each of its rows), text
 * (lines, then the rules of all columns), codes (the code tables that columns name, for the
 * drop-downs), batch (lines about the batch, then one row a case, of look 2 then what each
 * sheet holds). value: a field, one of case_file.no, row.no (within the case), line.no (within
 * the sheet), approval.approved_by, approval.approved_at, case.digest, case.since (the day of
 * that last batch), case.platform_no (what the platform calls it), nothing (the form has the
 * column, it stays empty), or an expression (rules/staging/facts.h; the row shown is the
 * one-row table of its record). type: text (format
 * @), money (fen to yuan, two decimals), date (real date), count. A field with codes shows
 * their texts. value of a line: batch, organisation, station, exported_by, exported_at, on,
 * cases, template, platform, knowledge. */
/* clang-format on */
#ifndef ANJUAN_EXCHANGE_TEMPLATE_H
#define ANJUAN_EXCHANGE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/knowledge/knowledge.h"

typedef struct Template Template;

/* What a workbook is for, which says what goes into it. The rows of the application are those
 * that were approved, whatever it is for. */
typedef enum TemplateTakes {
    TAKES_UNSENT,   /* cases that are approved and were not sent yet */
    TAKES_TRANCHES, /* those that were sent and have a tranche to be asked for */
    TAKES_SENT,     /* those that were sent */
    TAKES_APPROVED, /* those with an approval in force, sent or not */
} TemplateTakes;

typedef struct TemplatePurpose {
    const char *name;  /* "launch", as in the file */
    const char *label; /* N_(): show through _() */
    TemplateTakes takes;
    bool sends;      /* its batch makes an approved case an exported one */
    bool asks_money; /* its batch makes planned tranches requested ones */
    bool follow_up;  /* also shows what happened afterwards, as it is at that moment */
    bool discloses;  /* somebody outside reads who the patient is: consent C is asked for */
    bool recipients; /* goes to one platform, even when the template names none */
    bool nameless;   /* no value may tell who somebody is */
} TemplatePurpose;

bool template_find(const Knowledge *knowledge, const char *name, Template **out, Err *err);
void template_free(Template *template_);
size_t template_count(const Knowledge *knowledge); /* of those that are no base */
const char *template_name_at(const Knowledge *knowledge, size_t i);

const char *template_name(const Template *template_);
const char *template_version(const Template *template_);
const char *template_title(const Template *template_, const char *lang);
/* A code, which the Knowledge keeps; NULL: it is of no one platform. */
const char *template_platform(const Template *template_);
const TemplatePurpose *template_purpose(const Template *template_);
/* By its name; the first one where there is none such. */
const TemplatePurpose *template_purpose_named(const char *name);

/* How the platform's reply is read (exchange/receipt.h); NULL: the template does not say. */
const struct ReceiptMap *template_receipt(const Template *template_);

/* What the name of a file may tell; texts may be NULL. */
#define TEMPLATE_FILE_WORDS                                                                    \
    {                                                                                          \
        "template", "title", "purpose", "platform", "batch", "on", "organisation", "station",  \
            "cases", NULL                                                                      \
    }
typedef struct TemplateFileWords {
    const char *texts[9]; /* in the order of the names above */
} TemplateFileWords;

/* Appends the name by the template's pattern, without a folder. */
void template_file_name(const Template *template_, const TemplateFileWords *words, Buf *out);

/* Faults in all templates of these folders, as check_knowledge reports them. */
size_t template_check(const char *const *folders, size_t n, LintFault fault, void *ctx);

/* The same of one; *found false when no file has this name. NULL: all. */
size_t template_check_named(const char *const *folders, size_t n, const char *name,
                            LintFault fault, void *ctx, bool *found);

#endif
