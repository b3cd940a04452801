/* The knowledge as it is packed: is it of that version? */
#ifndef ANJUAN_VERIFY_TEXTS_H
#define ANJUAN_VERIFY_TEXTS_H

#include "verify/model.h"

bool texts_are(Bytes packed, Bytes version);

#endif
