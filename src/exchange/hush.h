/* libxlsxwriter prints its complaints; the terminal is not its to write on. Between the two
 * calls standard error goes nowhere. */
#ifndef ANJUAN_EXCHANGE_HUSH_H
#define ANJUAN_EXCHANGE_HUSH_H

int hush_begin(void);
void hush_end(int saved); /* what hush_begin returned */

#endif
