/* Export templates: data/templates/NAME.ini says which sheets and columns a platform's workbook has.
 *
 *   [template]
 *   name = "neutral"  title = "..."  title[zh_CN] = "中性模板"  version = "1"
 *   language = "zh_CN"                 of the workbook itself, whatever the screen speaks
 *   [sheet.cases]                      in the order of the file
 *   title = "求助案例"  rows = "case"   one row a case, or one per row of that record type
 *   [column.cases.patient_name]
 *   title = "患者姓名"  value = "SQL expression over the staged tables"  type = "text"
 *   required = "yes"  hint = "..."  width = "12"  codes = "sex"
 *
 * type: text (format @), money (fen to yuan, two decimals), date (real date), count. rows and the
 * 填写说明, hidden 字典 and 导出信息 sheets are described there too. */
#ifndef ANJUAN_EXCHANGE_TEMPLATE_H
#define ANJUAN_EXCHANGE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/knowledge.h"

typedef struct Template Template;

bool template_find(const Knowledge *knowledge, const char *name, Template **out, Err *err);
void template_free(Template *template_);
size_t template_count(const Knowledge *knowledge);
const char *template_name_at(const Knowledge *knowledge, size_t i);
const char *template_title(const Template *template_, const char *lang);

/* Faults in all templates of these folders, as knowledge_check reports them. */
size_t template_check(const char *const *folders, size_t n, KnowledgeFault fault, void *ctx);

#endif
