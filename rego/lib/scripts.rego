# What the user data of a computer does.
package lib.scripts

# joins holds where the user data joins the computer to a domain.
joins(computer) if runs(computer, joining)

# makes_administrator holds where the user data makes a user of the computer its administrator. A user or group of
# the domain, as in CORP\support or support@corp.example.com, is not one of the computer.
makes_administrator(computer) if {
	regex.match(administrator, computer.user_data)
	some line in split(commands(computer), "\n")
	regex.match(administrator, line)
	not regex.match(`(?i)[\w.-]+@[\w-]+\.|(^|[\s"'])[a-z][\w.-]*\\\w`, line)
}

runs(computer, command) if {
	regex.match(command, computer.user_data)
	regex.match(command, commands(computer))
}

# commands is the user data without the comments of PowerShell, of shells and of batch files.
commands(computer) := regex.replace(
	regex.replace(computer.user_data, `(?s)<#.*?#>`, ""),
	`(?im)^[ \t]*(#|::|rem\b)[^\n]*`,
	"",
)

# Add-Computer with the name of a domain, on a line that a backtick may continue, and realm join, adcli join and netdom
# join.
joining := "(?i)\\bAdd-Computer\\b([^\n`]|`\\r?\\n)*(-Domain|\\s[\"']?[\\w-]+\\.[\\w.-]+)|\\brealm\\s+join\\b|\\badcli\\s+join\\b|\\bnetdom\\s+join\\b|\\bnet\\s+ads\\s+join\\b"

# net localgroup administrators … /add, Add-LocalGroupMember of PowerShell, which also takes the group's well-known
# identifier, and the older ADSI.
administrator := `(?i)\bnet1?(\.exe)?\s+localgroup\s+"?administrators"?\s[^\n]*/add|\bAdd-LocalGroupMember\b[^\n]*(\bAdministrators\b|\bS-1-5-32-544\b)|WinNT://[^\n]*/Administrators\b[^\n]*\.Add\(`
