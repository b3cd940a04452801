/* What a text for the public tells in numbers: a sum, an age. Digits may be ASCII, full-width
 * or Chinese, with ten thousands and the like behind them. Nothing here knows a word. */
#ifndef ANJUAN_RULES_LANGUAGE_TOLD_H
#define ANJUAN_RULES_LANGUAGE_TOLD_H

#include <stdbool.h>
#include <stdint.h>

/* The largest sum, in fen, that stands within reach characters of one of the words (parted by
 * |), behind it and in the same clause. False: none is told. */
bool told_sum(const char *text, const char *words, int reach, int64_t *fen);

/* The age in years of who is called by one of the names: "NAME this year N years", "N years old
 * NAME". fillers: what may stand between; when: what makes it an age of another time. */
bool told_age(const char *text, const char *names, const char *fillers, const char *when,
              int64_t *years);

#endif
