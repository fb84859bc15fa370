/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/employee.h"

/* Each walk leaves its number on its way and ends where a walk has been: every step is made once.
 */
void
employee_find_circles(const int *superior, int len, int *scratch, bool *ret_circle)
{
    for (int i = 0; i < len; i++) {
        scratch[i] = -1;
        ret_circle[i] = false;
    }
    for (int i = 0; i < len; i++) {
        int at = i;

        while (at >= 0 && scratch[at] < 0) {
            scratch[at] = i;
            at = superior[at];
        }
        if (at < 0 || scratch[at] != i)
            continue;
        while (!ret_circle[at]) {
            ret_circle[at] = true;
            at = superior[at];
        }
    }
}
