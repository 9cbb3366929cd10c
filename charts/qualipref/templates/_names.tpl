{{/*
Names and labels. Most helpers take a dictionary: root (the chart's own context), component (such as surveys or all-in-one), key (the same as values
write it: allInOne), service (what holds for it).
*/}}

{{/* The services that run in this mode, as values write them. */}}
{{- define "qualipref.services" -}}
{{ eq .Values.mode "allInOne" | ternary "allInOne" "surveys complaints indicators reporting portal" }}
{{- end }}

{{/* The component that browsers reach. */}}
{{- define "qualipref.front" -}}
{{ eq .Values.mode "allInOne" | ternary "all-in-one" "portal" }}
{{- end }}

{{- define "qualipref.name" -}}
{{ .root.Release.Name }}-{{ .component }}
{{- end }}

{{/* What selectors go by. It never changes, not with the version either: selectors of a Deployment cannot be changed. */}}
{{- define "qualipref.selector" -}}
app.kubernetes.io/name: qualipref
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end }}

{{- define "qualipref.labels" -}}
{{ include "qualipref.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "qualipref.image" -}}
{{ with .root.Values.image.registry }}{{ . }}/{{ end }}qualipref-{{ .image }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* The queues that a service takes messages from, as contracts/README.md lists them. */}}
{{- define "qualipref.queues" -}}
{{ get (dict
  "surveys" "surveys-responses-requested surveys-cut-requested"
  "complaints" "complaints-responses-requested complaints-cut-requested"
  "indicators" "indicators-survey-responses-recorded indicators-complaints-changed indicators-intake-balance-changed indicators-cut-requested indicators-cut-under-way"
  "reporting" "reporting-cut-taken"
) .component }}
{{- end }}
