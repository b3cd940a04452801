/* The checks that a number carries in itself, digit by digit: resident ID, bank card, mobile
 * phone. */
#include "config.h"

#include "domain/resident.h"

#include <stddef.h>
#include <string.h>

enum { ID_LENGTH = 18, ID_OLD_LENGTH = 15, ID_BORN_AT = 6, ID_SEX_AT = 16, ID_CHECK_AT = 17 };

static bool all_digits(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
    }
    return true;
}

static int number_at(const char *digits, size_t at, size_t n)
{
    int number = 0;
    for (size_t i = at; i < at + n; i++)
        number = number * 10 + (digits[i] - '0');
    return number;
}

char resident_check_digit(const char *first17)
{
    static const int weights[ID_CHECK_AT] = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                             3, 7, 9,  10, 5, 8, 4, 2};
    static const char digits[] = "10X98765432";
    int sum = 0;
    for (int i = 0; i < ID_CHECK_AT; i++)
        sum += weights[i] * (first17[i] - '0');
    return digits[sum % 11];
}

bool resident_born(const char *id, Day *born)
{
    if (strlen(id) != ID_LENGTH || !all_digits(id, ID_CHECK_AT))
        return false;
    *born = (Day){.year = number_at(id, ID_BORN_AT, 4),
                  .month = number_at(id, ID_BORN_AT + 4, 2),
                  .day = number_at(id, ID_BORN_AT + 6, 2)};
    return day_valid(*born);
}

bool resident_male(const char *id)
{
    return strlen(id) > ID_SEX_AT && (id[ID_SEX_AT] - '0') % 2 == 1;
}

ResidentFault resident_check(const char *id)
{
    size_t len = strlen(id);
    if (len == ID_OLD_LENGTH)
        return all_digits(id, len) ? RESIDENT_OLD : RESIDENT_SIGNS;
    if (len != ID_LENGTH)
        return RESIDENT_LENGTH;
    if (!all_digits(id, ID_CHECK_AT))
        return RESIDENT_SIGNS;
    char last = id[ID_CHECK_AT];
    if ((last < '0' || last > '9') && last != 'X')
        return RESIDENT_SIGNS;
    Day born;
    if (!resident_born(id, &born))
        return RESIDENT_DATE;
    return resident_check_digit(id) == last ? RESIDENT_OK : RESIDENT_CHECK;
}

bool resident_is_old_of(const char *old, const char *id)
{
    enum { REGION = 6, CENTURY = 2, REST = 9, OLD = 15, NEW = 18 };
    return strlen(old) == OLD && strlen(id) == NEW && strncmp(old, id, REGION) == 0 &&
           strncmp(id + REGION, "19", CENTURY) == 0 &&
           strncmp(old + REGION, id + REGION + CENTURY, REST) == 0;
}

bool card_luhn(const char *digits)
{
    size_t len = strlen(digits);
    if (len == 0 || !all_digits(digits, len))
        return false;
    int sum = 0;
    for (size_t i = 0; i < len; i++) {
        int digit = digits[len - 1 - i] - '0';
        if (i % 2 == 1)
            digit = digit < 5 ? 2 * digit : 2 * digit - 9;
        sum += digit;
    }
    return sum % 10 == 0;
}

bool mobile_valid(const char *phone)
{
    enum { MOBILE_DIGITS = 11 };
    return strlen(phone) == MOBILE_DIGITS && all_digits(phone, MOBILE_DIGITS) &&
           phone[0] == '1' && phone[1] >= '3';
}
