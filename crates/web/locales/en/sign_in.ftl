### Sign-in, code, unlocking.

sign-in-title = Sign in
sign-in-lead = Use the account that your administration has given you.
sign-in-username = Username
sign-in-password = Password
sign-in-submit = Sign in
sign-in-wrong = The username or the password is not right. Check what you wrote and try again.
sign-in-empty-username = Write your username
sign-in-empty-password = Write your password
sign-in-wait = { $seconds ->
    [one] Too many attempts. Wait one second before you try again.
   *[other] Too many attempts. Wait { $seconds } seconds before you try again.
}
sign-in-demo = This is a demo: see whom you can be
sign-in-out = You are signed out
code-title = Enter the code
code-lead = Open the authenticator app on your phone and write the code that it shows for Insyn.
code-field = Code of six digits
code-submit = Continue
code-wrong = The code is not right. Wait until the app shows a new code and write that.
code-empty = Write the code from the app
code-or-passkey-lead = Write the code that the app on your phone shows for Insyn, or use your passkey.

passkey-title = Show your passkey
passkey-lead = Use the passkey that you have added: with a finger, your face or the code of the device.
passkey-submit = Use passkey
passkey-failed = The browser gave no passkey. Make sure that the device with the passkey is at hand and try again.
passkey-not-made = No passkey was made. If the device has one for these pages already, you need no other. If not, try again.
passkey-no-script = Passkeys need a browser that may run script on these pages.
passkey-wrong = The passkey was not accepted. Try again, or use another way.
passkey-late = The page was open too long. Try again.

unlock-title = Unlock cases
unlock-lead = The content of cases is encrypted with your own key. Your passphrase opens it, and it locks again after 15 minutes in which you do nothing.
unlock-passphrase = Passphrase
unlock-hint = The passphrase is not your password. Nobody can restore it for you alone.
unlock-submit = Unlock
unlock-wrong = The passphrase is not right. Check capital and small letters and blanks.
unlock-lost = Have you forgotten the passphrase?
unlock-empty = Write your passphrase
