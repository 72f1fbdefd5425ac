package lib.scripts_test

import data.lib.scripts

test_join[script] if {
	some script in [
		"Add-Computer -DomainName corp.example.com", "add-computer -Credential $c -Domain corp", "Add-Computer corp.example.com -Restart",
		"Add-Computer `\n  -Credential $c `\r\n  -DomainName corp.example.com", "netdom join %computername% /domain:corp", "realm join corp.example.com",
	]
	scripts.joins({"user_data": script})
}

test_trap_no_join if {
	every script in [
		"# Add-Computer -DomainName corp.example.com", "<#\nAdd-Computer -DomainName corp.example.com\n#>", "  REM netdom join %computername% /domain:corp",
		"Add-Computer -WorkgroupName office", "Add-Computer -WorkgroupName office\nSet-Item -Domain corp", "Rename-Computer office",
	] {
		not scripts.joins({"user_data": script})
	}
}

test_administrator[script] if {
	some script in [
		"net localgroup administrators helpdesk /add", "net.exe localgroup \"Administrators\" helpdesk /ADD",
		"Add-LocalGroupMember -Group Administrators -Member helpdesk", "Add-LocalGroupMember -SID S-1-5-32-544 -Member helpdesk",
		"Add-LocalGroupMember -Member $env:COMPUTERNAME\\helpdesk -Group 'Administrators'", "([ADSI]\"WinNT://./Administrators,group\").Add(\"WinNT://./helpdesk\")",
		"Add-LocalGroupMember `\n  -Group Administrators `\r\n  -Member helpdesk", "$null = Add-LocalGroupMember -Group Administrators -Member helpdesk",
		"$User = 'helpdesk'\nNew-LocalUser -Name $User -NoPassword\nAdd-LocalGroupMember -Group Administrators -Member $user",
	]
	scripts.makes_administrator({"user_data": script})
}

test_trap_no_administrator if {
	every script in [
		"net user helpdesk $password /add", "New-LocalUser helpdesk", "Add-LocalGroupMember -Group 'Remote Desktop Users' -Member helpdesk",
		"# net localgroup administrators helpdesk /add", "net localgroup administrators", "net localgroup administrators helpdesk /delete",
		"net localgroup administrators CORP\\helpdesk /add", "Add-LocalGroupMember -Group Administrators -Member 'helpdesk@corp.example.com'",
		"Add-LocalGroupMember -Group Administrators `\n  -Member CORP\\helpdesk", "net localgroup administrators CORP\\%USERNAME% /add",
		"([ADSI]\"WinNT://./Administrators,group\").Add(\"WinNT://CORP/helpdesk\")",
	] {
		not scripts.makes_administrator({"user_data": script})
		not scripts.may_make_administrator({"user_data": script})
	}
}

test_unknown_administrator if {
	every script in [
		"Add-LocalGroupMember -SID S-1-5-32-544 -Member $user", "net localgroup administrators \"%USERDOMAIN%\\support\" /add",
		"Add-LocalGroupMember -Group Administrators -Member ${var.support}", "Add-LocalGroupMember -Group Administrators -Member \"$domain\\support\"",
		"New-LocalUser -Name $guest\nAdd-LocalGroupMember -Group Administrators -Member $user",
	] {
		not scripts.makes_administrator({"user_data": script})
		scripts.may_make_administrator({"user_data": script})
	}
}
