/* Money is integer fen. Nothing here or above uses floating point for it. */
#ifndef ANJUAN_BASE_MONEY_H
#define ANJUAN_BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

typedef int64_t Fen;

#define MONEY_MAX INT64_C(1000000000000) /* ten thousand million yuan: beyond it is a slip */

/* What a person types, in yuan: 1200 1,200.50 12万 3.5w 1.2亿 12万3千 12元5角 5分 ￥80 人民币
 * １２００元整. Negative, too large, more than two decimals (after the unit is applied), what
 * can be meant two ways (12万5) and anything else is refused. */
bool money_parse_typed(const char *text, Fen *out, Err *err);

/* The same, and below nothing too, with a minus before it: -860, －3.5万, ¥-860, 负860元. */
bool money_parse_signed(const char *text, Fen *out, Err *err);

/* False when the sum is beyond what can be counted; it is then as it was. */
bool money_add(Fen *sum, Fen more);

void money_format(Buf *out, Fen fen);          /* 1,200.50 */
const char *money_text(Arena *arena, Fen fen); /* the same, kept in the arena */
void money_format_plain(Buf *out, Fen fen);    /* 1200.50 */
void money_format_yuan(Buf *out, Fen fen);     /* 1,200.50 yuan, standing alone (translated) */
void money_format_wan(Buf *out, Fen fen);      /* 28.00 万, in a sentence (translated) */

#endif
