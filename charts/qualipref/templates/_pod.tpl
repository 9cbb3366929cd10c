{{/* What all pods have in common, those of the services and those of the operator's tool. */}}

{{/* A settings' duration from a number of seconds. */}}
{{- define "qualipref.duration" -}}
{{ printf "%02d:%02d:%02d" (div . 3600) (div (mod . 3600) 60) (mod . 60) | quote }}
{{- end }}

{{- define "qualipref.podSecurity" -}}
automountServiceAccountToken: false
{{- /* Else every Service of the namespace would be a setting of the process. */}}
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  {{- if .root.Values.podSecurity.fixedUser }}
  runAsUser: 1654
  runAsGroup: 1654
  fsGroup: 1654
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{- define "qualipref.nodes" -}}
{{- if .root.Values.nodes.selector }}
nodeSelector:
  {{- toYaml .root.Values.nodes.selector | nindent 2 }}
{{- end }}
{{- if .root.Values.nodes.tolerations }}
tolerations:
  {{- toYaml .root.Values.nodes.tolerations | nindent 2 }}
{{- end }}
{{- with .root.Values.nodes.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- end }}

{{- define "qualipref.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{- define "qualipref.resources" -}}
resources:
  requests:
    cpu: {{ .service.resources.requests.cpu | quote }}
    memory: {{ .service.resources.requests.memory }}
  limits:
    {{- with .service.resources.limits.cpu }}
    cpu: {{ . | quote }}
    {{- end }}
    memory: {{ .service.resources.limits.memory }}
{{- end }}

{{/* What a process is told about its surroundings. */}}
{{- define "qualipref.env" -}}
{{- $values := .root.Values -}}
- name: QualiPref__Storage__DatabasePrefix
  value: {{ $values.database.prefix | quote }}
{{- if $values.database.secret.name }}
- name: QUALIPREF_MONGO
  valueFrom: { secretKeyRef: { name: {{ $values.database.secret.name | quote }}, key: {{ $values.database.secret.key | quote }} } }
{{- end }}
{{- if and $values.broker.secret.name (ne .component "portal") }}
- name: QUALIPREF_RABBITMQ
  valueFrom: { secretKeyRef: { name: {{ $values.broker.secret.name | quote }}, key: {{ $values.broker.secret.key | quote }} } }
{{- end }}
{{- include "qualipref.addresses" . }}
{{- if $values.identity.authority }}
- name: QualiPref__Identity__Authority
  value: {{ $values.identity.authority | quote }}
- name: QualiPref__Identity__Audience
  value: {{ $values.identity.audience | quote }}
{{- end }}
{{- if and $values.signIn.authority (has .component (list "portal" "all-in-one")) }}
- name: QualiPref__Portal__SignIn__Authority
  value: {{ $values.signIn.authority | quote }}
- name: QualiPref__Portal__SignIn__ClientId
  value: {{ $values.signIn.clientId | quote }}
- name: QualiPref__Portal__SignIn__ClientSecret
  valueFrom: { secretKeyRef: { name: {{ $values.signIn.secret.name | quote }}, key: {{ $values.signIn.secret.key | quote }} } }
- name: QualiPref__Portal__SignIn__Preset
  value: {{ $values.signIn.preset | quote }}
{{- end }}
{{- if and $values.mail.host (has .component (list "complaints" "all-in-one")) }}
- name: QualiPref__Complaints__Mail__Host
  value: {{ $values.mail.host | quote }}
- name: QualiPref__Complaints__Mail__Port
  value: {{ $values.mail.port | quote }}
- name: QualiPref__Complaints__Mail__Security
  value: {{ $values.mail.security | quote }}
- name: QualiPref__Complaints__Mail__From
  value: {{ $values.mail.from | quote }}
- name: QualiPref__Complaints__Mail__FromName
  value: {{ $values.mail.fromName | quote }}
- name: QualiPref__Complaints__Mail__ReplyTo
  value: {{ $values.mail.replyTo | quote }}
- name: QualiPref__Complaints__Mail__MessagesPerMinute
  value: {{ $values.mail.messagesPerMinute | quote }}
{{- with $values.mail.caFile }}
- name: QualiPref__Complaints__Mail__CaFile
  value: {{ printf "/etc/qualipref/trust/%s" . | quote }}
{{- end }}
{{- if $values.mail.opensAt }}
- name: QualiPref__Complaints__Mail__OpensAt
  value: {{ $values.mail.opensAt | quote }}
- name: QualiPref__Complaints__Mail__ClosesAt
  value: {{ $values.mail.closesAt | quote }}
{{- end }}
{{- if $values.mail.secret.name }}
- name: QualiPref__Complaints__Mail__User
  valueFrom: { secretKeyRef: { name: {{ $values.mail.secret.name | quote }}, key: {{ $values.mail.secret.userKey | quote }} } }
- name: QualiPref__Complaints__Mail__Password
  valueFrom: { secretKeyRef: { name: {{ $values.mail.secret.name | quote }}, key: {{ $values.mail.secret.passwordKey | quote }} } }
{{- end }}
{{- end }}
{{- if has .component (list "complaints" "all-in-one") }}
- name: QualiPref__Complaints__Retention__ComplaintYears
  value: {{ $values.retention.complaintYears | quote }}
- name: QualiPref__Complaints__Retention__SuggestionYears
  value: {{ $values.retention.suggestionYears | quote }}
- name: QualiPref__Complaints__Retention__ThanksYears
  value: {{ $values.retention.thanksYears | quote }}
- name: QualiPref__Complaints__Retention__Decision
  value: {{ $values.retention.decision | quote }}
- name: QualiPref__Complaints__Retention__MostAtOnce
  value: {{ $values.retention.mostAtOnce | quote }}
- name: QualiPref__Complaints__Retention__MostPercent
  value: {{ $values.retention.mostPercent | quote }}
{{- end }}
{{- if and $values.antivirus.host (has .component (list "complaints" "all-in-one")) }}
- name: QualiPref__Complaints__Antivirus__Address
  value: {{ printf "%s:%v" $values.antivirus.host $values.antivirus.port | quote }}
{{- end }}
{{- if and $values.mailboxes.list (has .component (list "complaints" "all-in-one")) }}
- name: QualiPref__Complaints__MailboxInterval
  value: {{ $values.mailboxes.interval | quote }}
{{- range $number, $mailbox := $values.mailboxes.list }}
{{- $of := printf "QualiPref__Complaints__Mailboxes__%d__" $number }}
- name: {{ $of }}Site
  value: {{ $mailbox.site | quote }}
- name: {{ $of }}Host
  value: {{ $mailbox.host | quote }}
- name: {{ $of }}Port
  value: {{ $mailbox.port | default 993 | quote }}
- name: {{ $of }}Security
  value: {{ $mailbox.security | default "Tls" | quote }}
- name: {{ $of }}Folder
  value: {{ $mailbox.folder | default "INBOX" | quote }}
- name: {{ $of }}User
  valueFrom: { secretKeyRef: { name: {{ $mailbox.secret.name | quote }}, key: {{ $mailbox.secret.userKey | default "user" | quote }} } }
- name: {{ $of }}Password
  valueFrom: { secretKeyRef: { name: {{ $mailbox.secret.name | quote }}, key: {{ $mailbox.secret.passwordKey | default "password" | quote }} } }
{{- end }}
{{- end }}
{{- if and $values.identity.publicKeys (get $values.identity.keys .key) }}
- name: QualiPref__Identity__KeysPath
  value: /etc/qualipref/keys
{{- end }}
{{- if $values.catalogue.existingConfigMap }}
- name: QualiPref__Catalogue__Path
  value: /etc/qualipref/catalogue
{{- end }}
{{- if or $values.trust.configMap $values.trust.secret }}
- name: SSL_CERT_DIR
  value: /etc/ssl/certs:/etc/qualipref/trust
{{- end }}
{{- end }}

{{/* Where the services answer that this one calls. */}}
{{- define "qualipref.addresses" -}}
{{- $context := . }}
{{- $called := dict "complaints" "surveys" "indicators" "surveys" "reporting" "surveys complaints indicators portal" "portal" "surveys complaints indicators reporting" "check" "surveys complaints indicators reporting" "tool" "surveys complaints indicators reporting" }}
{{- range get $called .component | default "" | splitList " " | compact }}
{{- $component := eq $context.root.Values.mode "allInOne" | ternary "all-in-one" . }}
- name: QualiPref__Services__{{ title . }}
  value: http://{{ include "qualipref.name" (dict "root" $context.root "component" $component) }}:8080
{{- end }}
{{- if has .component (list "check" "tool") }}
- name: QUALIPREF_ADDRESS
  value: http://{{ include "qualipref.name" (dict "root" .root "component" (include "qualipref.front" .root)) }}:8080
{{- end }}
{{- end }}

{{- define "qualipref.mounts" -}}
- name: tmp
  mountPath: /tmp
{{- if and .root.Values.identity.publicKeys (get .root.Values.identity.keys .key) }}
- name: keys
  mountPath: /etc/qualipref/keys
  readOnly: true
{{- end }}
{{- if .root.Values.catalogue.existingConfigMap }}
- name: catalogue
  mountPath: /etc/qualipref/catalogue
  readOnly: true
{{- end }}
{{- if or .root.Values.trust.configMap .root.Values.trust.secret }}
- name: trust
  mountPath: /etc/qualipref/trust
  readOnly: true
{{- end }}
{{- end }}

{{- define "qualipref.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ .service.tmpSize }}
{{- if and .root.Values.identity.publicKeys (get .root.Values.identity.keys .key) }}
- name: keys
  projected:
    defaultMode: 288 # 0440: the group of the pod reads them
    sources:
      - secret:
          name: {{ get .root.Values.identity.keys .key | quote }}
      - configMap:
          name: {{ .root.Values.identity.publicKeys | quote }}
{{- end }}
{{- with .root.Values.catalogue.existingConfigMap }}
- name: catalogue
  configMap:
    name: {{ . | quote }}
{{- end }}
{{- with .root.Values.trust.configMap }}
- name: trust
  configMap:
    name: {{ . | quote }}
{{- end }}
{{- with .root.Values.trust.secret }}
- name: trust
  secret:
    secretName: {{ . | quote }}
{{- end }}
{{- end }}
