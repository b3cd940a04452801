/* Export templates: data/templates/NAME.ini says which sheets and columns a platform's workbook
 * has.
 *
 *   [template]
 *   name = "neutral"  title = "..."  title[zh_CN] = "中性模板"  version = "1"
 *   language = "zh_CN"                 of the workbook itself, whatever the screen speaks
 *   platform = "shuidichou"            the only one it is for; without: for any
 *   purpose = "launch"                 the first below is meant where none is said
 *   [words]                            its texts that belong to no column: the practice stamp,
 * ... [sheet.cases]                      in the order of the file title = "求助案例"  rows =
 * "case"  note = "..."  hidden = "yes" [column.cases.patient_name] title = "患者姓名"  value =
 * "patient.name"  type = "text" required = "yes"  hint = "..."  width = "12"  codes = "sex"
 *   [line.help.1]
 *   text = "..."  value = "batch"
 *
 * rows: case (one row a case), the name of a record (one row for each of its rows), text
 * (lines, then the rules of all columns), codes (the code tables that columns name, for the
 * drop-downs), batch (lines about the batch, then one row a case). value: a field, one of
 * case_file.no, row.no, approval.approved_by, approval.approved_at, case.digest, or an
 * expression (rules/staging/facts.h; the row shown is the one-row table of its record). type:
 * text (format @), money (fen to yuan, two decimals), date (real date), count. A field with
 * codes shows their texts. value of a line: batch, organisation, station, exported_by,
 * exported_at, on, cases, template, knowledge. */
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
    bool follow_up;  /* also shows what happened afterwards, as it is at that moment */
    bool discloses;  /* somebody outside reads who the patient is: consent C is asked for */
    bool recipients; /* goes to one platform, even when the template names none */
} TemplatePurpose;

bool template_find(const Knowledge *knowledge, const char *name, Template **out, Err *err);
void template_free(Template *template_);
size_t template_count(const Knowledge *knowledge);
const char *template_name_at(const Knowledge *knowledge, size_t i);
const char *template_title(const Template *template_, const char *lang);
const char *template_platform(const Template *template_); /* a code; NULL: of no one platform */
const TemplatePurpose *template_purpose(const Template *template_);

/* How the platform's reply is read (exchange/receipt.h); NULL: the template does not say. */
const struct ReceiptMap *template_receipt(const Template *template_);

/* Faults in all templates of these folders, as check_knowledge reports them. */
size_t template_check(const char *const *folders, size_t n, LintFault fault, void *ctx);

#endif
