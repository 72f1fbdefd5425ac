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

test_domain[script] if {
	some script in [
		"Add-Computer -DomainName corp.example.com -Credential $c", "Add-Computer -Credential $c -Domain 'Corp.Example.com'", "Add-Computer corp.example.com -Restart",
		"Add-Computer `\n  -Server dc1.ad.example.com `\n  -DomainName corp.example.com;", "netdom join %computername% /domain:corp.example.com /userd:admin",
		"echo $password | realm join -v -U admin corp.example.com", "realm join --user=admin@ad.example.com corp.example.com --verbose",
		"realm join CORP.EXAMPLE.COM -U admin.name", "adcli join --domain=corp.example.com -S dc1.ad.example.com", "adcli join -D corp.example.com",
	]
	scripts.domains({"user_data": script}) == {"corp.example.com"}
}

test_trap_domain_not_known if {
	every script in [
		"Add-Computer -DomainName $domain", "Add-Computer -DomainName corp", "Add-Computer -DomainName corp.$zone", "Add-Computer -DomainName \"${aws_directory_service_directory.corp.alias}.local\"",
		"realm join $DOMAIN -U admin.name", "adcli join -S dc1.ad.example.com", "net ads join -U admin",
	] {
		scripts.domains({"user_data": script}) == {""}
	}
}

test_forest if {
	scripts.forests({"user_data": "Install-ADDSForest `\n  -SafeModeAdministratorPassword $p `\n  -DomainName 'Corp.local' -Force"}) == {"corp.local"}
	scripts.forests({"user_data": "# Install-ADDSForest -DomainName corp.local"}) == set()
	scripts.forests({"user_data": "Install-ADDSForest -DomainName $domain\nAdd-Computer -DomainName corp.local"}) == set()
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
