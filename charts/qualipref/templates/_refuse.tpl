{{/* Combinations that cannot work. Each is refused with the value's name and the way out. */}}

{{- define "qualipref.refuse" -}}
{{- $values := .Values }}
{{- if gt (len .Release.Name) 45 }}
{{- fail (printf "The release name %q is longer than 45 characters, and names of its objects would be too long. Choose a shorter one." .Release.Name) }}
{{- end }}
{{- if and (eq $values.mode "allInOne") $values.broker.secret.name }}
{{- fail "broker.secret.name is set, but mode allInOne has no broker. Leave it empty, or set mode to distributed." }}
{{- end }}
{{- if and $values.identity.authority (not $values.identity.audience) }}
{{- fail "identity.authority is set without identity.audience. Set the audience that tokens of staff name, or leave both empty." }}
{{- end }}
{{- if and $values.identity.audience (not $values.identity.authority) }}
{{- fail "identity.audience is set without identity.authority. Set the issuer's address, or leave both empty." }}
{{- end }}
{{- if and $values.signIn.authority (not (and $values.signIn.clientId $values.signIn.secret.name)) }}
{{- fail "signIn.authority is set without signIn.clientId or signIn.secret.name. Set what the provider calls the portal and name the Secret with the client secret, or leave all of them empty." }}
{{- end }}
{{- if and $values.signIn.clientId (not $values.signIn.authority) }}
{{- fail "signIn.clientId is set without signIn.authority. Set the provider's address, or leave both empty." }}
{{- end }}
{{- if and $values.mail.host (not $values.mail.from) }}
{{- fail "mail.host is set without mail.from. Set the address that letters come from, or leave both empty." }}
{{- end }}
{{- if and $values.mail.secret.name (eq $values.mail.security "None") }}
{{- fail "mail.secret.name is set with mail.security None: a password would be sent in the clear. Set StartTls or Tls, or leave the Secret out." }}
{{- end }}
{{- if and $values.mail.caFile (not (or $values.trust.configMap $values.trust.secret)) }}
{{- fail "mail.caFile is set without trust.configMap or trust.secret. Put the authority's certificate into one of them under this name, or leave mail.caFile empty." }}
{{- end }}
{{- if ne (empty $values.mail.opensAt) (empty $values.mail.closesAt) }}
{{- fail "mail.opensAt and mail.closesAt need each other. Set both, or leave both empty." }}
{{- end }}
{{- if and $values.mail.opensAt (ge $values.mail.opensAt $values.mail.closesAt) }}
{{- fail "mail.opensAt is not before mail.closesAt. Set the hours of one day." }}
{{- end }}
{{- if and $values.trust.configMap $values.trust.secret }}
{{- fail "trust.configMap and trust.secret are both set. Put all certificates into one of them and leave the other empty." }}
{{- end }}
{{- if and (or $values.monitoring.rules.enabled $values.monitoring.dashboards.enabled) (not $values.telemetry.endpoint) }}
{{- fail "monitoring.rules.enabled or monitoring.dashboards.enabled is set without telemetry.endpoint: no metric would ever come. Set the receiver's address, or both to false." }}
{{- end }}
{{- if and (or $values.ingress.enabled $values.gateway.enabled) (not $values.host) }}
{{- fail "ingress.enabled or gateway.enabled is set without host. Set host to the name under which the portal is reached." }}
{{- end }}
{{- if and $values.gateway.enabled (not $values.gateway.parentRefs) }}
{{- fail "gateway.enabled is set without gateway.parentRefs. Name the Gateway that carries the route." }}
{{- end }}
{{- if and (or $values.ingress.enabled $values.gateway.enabled) (not $values.trustedProxies) }}
{{- fail "ingress.enabled or gateway.enabled is set without trustedProxies: all of the public would be one address, and anybody could use up its limit. Set the addresses of the ingress controller or gateway." }}
{{- end }}
{{- end }}

{{- define "qualipref.refuseService" -}}
{{- $service := .service }}
{{- $path := printf "services.%s" .key }}
{{- if eq .key "allInOne" }}
{{- if or (ne (int $service.replicas) 1) $service.hpa.enabled $service.keda.enabled }}
{{- fail "services.allInOne has more than one replica, or hpa or keda enabled, but messages go within the one process. Set services.allInOne.replicas to 1, hpa.enabled and keda.enabled to false, or mode to distributed." }}
{{- end }}
{{- end }}
{{- if and $service.hpa.enabled $service.keda.enabled }}
{{- fail (printf "%s has hpa.enabled and keda.enabled: two would set the number of its pods against each other. Set one of them to false." $path) }}
{{- end }}
{{- range $way := list "hpa" "keda" }}
{{- $scaling := get $service $way }}
{{- if and $scaling.enabled (gt (int $scaling.minReplicas) (int $scaling.maxReplicas)) }}
{{- fail (printf "%s.%s.minReplicas is greater than maxReplicas. Lower the one or raise the other." $path $way) }}
{{- end }}
{{- end }}
{{- if and $service.keda.enabled (eq .key "portal") }}
{{- fail "services.portal.keda.enabled is set, but the portal takes nothing from a queue. Set it to false and use hpa, or set keda.enabled for single services instead of defaults." }}
{{- end }}
{{- if and $service.keda.enabled (not .root.Values.broker.managementSecret.name) }}
{{- fail (printf "%s.keda.enabled is set without broker.managementSecret.name. Name the Secret with the address of RabbitMQ's management interface." $path) }}
{{- end }}
{{- range $name, $_ := $service.settings }}
{{- range $ours := list "QUALIPREF_MONGO" "QUALIPREF_RABBITMQ" "QualiPref__Storage__ConnectionString" "QualiPref__Storage__DatabasePrefix" "QualiPref__Messaging__Broker" "QualiPref__Identity__" "QualiPref__Services__" "QualiPref__Catalogue__" "QualiPref__Hosting__" "QualiPref__Portal__SignIn__Authority" "QualiPref__Portal__SignIn__Client" "QualiPref__Portal__SignIn__Preset" "QualiPref__Complaints__Mail__" "QualiPref__Complaints__Mailboxes__" "QualiPref__Complaints__MailboxInterval" "QualiPref__Complaints__Retention__" "QualiPref__Complaints__Antivirus__Address" "QualiPref__Limits__Kiosk" "QualiPref__Limits__Person" "QualiPref__Limits__Program" "QualiPref__Limits__Address" "OTEL_EXPORTER_OTLP_ENDPOINT" "OTEL_RESOURCE_ATTRIBUTES" "SSL_CERT_DIR" "ASPNETCORE_" }}
{{- if hasPrefix (lower $ours) (lower $name) }}
{{- fail (printf "%s.settings.%s: the chart sets this one itself. Use the value that is made for it (see the README), and a Secret for what is secret." $path $name) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
