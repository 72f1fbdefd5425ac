# Reasons, texts that complete "unknown, because …".
package lib.reasons

# first returns the first reason that is not empty; "" when all are.
first(reasons) := array.concat([reason | some reason in reasons; reason != ""], [""])[0]
