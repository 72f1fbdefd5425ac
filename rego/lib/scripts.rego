# What the user data of a computer does.
package lib.scripts

# joins holds where the user data joins the computer to a domain.
joins(computer) if runs(computer, joining)

# domains are the names of the domains that the user data joins the computer to, in lower case; "" stands for one that is
# not known, such as a variable of the script, and for the NetBIOS name of a domain, which has no dot.
domains(computer) := {name |
	joins(computer)
	some command in regex.find_n(joining_command, commands(computer), -1)
	name := domain_of(command)
}

# forests are the names of the domains that the user data makes the computer the first controller of
# ("Install-ADDSForest", Microsoft Learn).
forests(computer) := {lower(found[1]) |
	runs(computer, `(?i)\bInstall-ADDSForest\b`)
	some command in regex.find_n("(?i)\\bInstall-ADDSForest\\b([^\n`]|`\\r?\\n)*", commands(computer), -1)
	some found in regex.find_all_string_submatch_n(concat("", [`(?i)\s-DomainName[\s:]+`, dotted, ending]), command, 1)
}

domain_of(command) := name if {
	found := regex.find_all_string_submatch_n(concat("", [introduction, dotted, ending]), without_options(command), -1)
	names := {lower(each[1]) | some each in found}
	count(names) == 1
	some name in names
} else := ""

# introduction is what stands before the name of a domain: the option for it, or nothing but the command itself.
introduction := `(?i)(?:\bAdd-Computer\s+|\s-Domain(?:Name)?[\s:]+|/d(?:omain)?:|\b(?:realm|adcli)\s+join\s+)`

dotted := `["']?([a-z0-9][\w-]*(?:\.[\w-]+)+)`

ending := `(?:["'\s;|&)]|$)`

# without_options takes away what realm and adcli may have before the domain, with the values that it has.
without_options(command) := regex.replace(
	regex.replace(command, `\s(-v|--verbose|-D\s|--domain[=\s])`, " "),
	`\s--?[\w-]+[=\s]\s*("[^"]*"|'[^']*'|[^\s"'-]\S*)`,
	"",
) if {
	regex.match(`(?i)^(realm|adcli)\s`, command)
} else := command

joining_command := "(?i)\\b(Add-Computer\\b([^\n`]|`\\r?\\n)*|(realm|adcli|netdom|net\\s+ads)\\s+join\\b[^\n]*)"

# makes_administrator holds where the user data makes a user of the computer its administrator.
makes_administrator(computer) if {
	some line in administrator_lines(computer)
	is_local(line, computer)
}

# may_make_administrator holds where a variable says who becomes one, which may be somebody of the domain.
may_make_administrator(computer) if {
	not makes_administrator(computer)
	some line in administrator_lines(computer)
	not of_domain(line)
}

administrator_lines(computer) := [line |
	regex.match(`(?i)administrators|S-1-5-32-544`, computer.user_data)
	some line in lines(computer)
	regex.match(administrator, line)
]

is_local(line, _) if {
	not of_domain(line)
	not regex.match(variable, regex.replace(line, itself, ""))
}

# The user of a variable is one of the computer where the script makes it there.
is_local(line, computer) if {
	not of_domain(line)
	some name in variables(regex.replace(line, itself, ""))
	some other in lines(computer)
	regex.match(local_user, other)
	name in variables(other)
}

variables(line) := [lower(name) | some name in regex.find_n(variable, line, -1)]

# of_domain holds for a line about a user or group of the domain, as CORP\support, support@corp.example.com or
# WinNT://CORP/support, and not of the computer.
of_domain(line) if {
	regex.match(`(?i)[\w.-]+@[\w-]+\.|(^|[\s"',(])[a-z][\w.-]*\\[\w$%]|\.Add\(["']WinNT://[\w-]+/\w`, regex.replace(line, itself, ""))
}

# itself is how a script names the computer in front of a user of it, and where PowerShell throws what is printed away.
itself := `(?i)\$env:COMPUTERNAME[\\/]|%COMPUTERNAME%[\\/]|\.[\\/]|\$null\b`

variable := `(?i)\$\{[^}]*\}|\$[\w:]+|%\w+%`

local_user := `(?i)\bNew-LocalUser\b|\bnet1?(\.exe)?\s+user\s[^\n]*/add`

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

# lines are those of the commands, each with what a backtick continues it by.
lines(computer) := split(regex.replace(commands(computer), "`[ \\t]*\\r?\\n", " "), "\n")

# Add-Computer with the name of a domain, on a line that a backtick may continue, and realm join, adcli join and netdom
# join.
joining := "(?i)\\bAdd-Computer\\b([^\n`]|`\\r?\\n)*(-Domain|\\s[\"']?[\\w-]+\\.[\\w.-]+)|\\brealm\\s+join\\b|\\badcli\\s+join\\b|\\bnetdom\\s+join\\b|\\bnet\\s+ads\\s+join\\b"

# net localgroup administrators … /add, Add-LocalGroupMember of PowerShell, which also takes the group's well-known
# identifier, and the older ADSI.
administrator := `(?i)\bnet1?(\.exe)?\s+localgroup\s+"?administrators"?\s[^\n]*/add|\bAdd-LocalGroupMember\b[^\n]*(\bAdministrators\b|\bS-1-5-32-544\b)|WinNT://[^\n]*/Administrators\b[^\n]*\.Add\(`
