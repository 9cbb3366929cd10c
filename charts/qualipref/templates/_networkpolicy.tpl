{{/* The two ends of a connection, each of which has to allow it. One that is outside of the release has no policy of ours. */}}

{{/* A selector of pods of this release: of some components, or of all. */}}
{{- define "qualipref.pods" -}}
matchLabels:
  {{- include "qualipref.selector" (dict "root" .root) | nindent 2 }}
{{- with .components }}
matchExpressions:
  - key: app.kubernetes.io/component
    operator: In
    values: [{{ join ", " . }}]
{{- end }}
{{- end }}

{{- define "qualipref.ingressPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .root.Release.Name }}-{{ .edge.name }}-ingress
  labels:
    {{- include "qualipref.labels" (dict "root" .root) | nindent 4 }}
spec:
  podSelector:
    {{- include "qualipref.pods" (dict "root" .root "components" .to) | nindent 4 }}
  policyTypes: [Ingress]
  ingress:
    - ports:
        - { port: 8080, protocol: TCP }
      {{- if hasKey .outside (first .from) }}
      {{- with (get .outside (first .from)).peers }}
      from:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- else }}
      from:
        - podSelector:
            {{- include "qualipref.pods" (dict "root" .root "components" .from) | nindent 12 }}
      {{- end }}
{{- end }}

{{- define "qualipref.egressPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .root.Release.Name }}-{{ .edge.name }}-egress
  labels:
    {{- include "qualipref.labels" (dict "root" .root) | nindent 4 }}
spec:
  podSelector:
    {{- include "qualipref.pods" (dict "root" .root "components" .from) | nindent 4 }}
  policyTypes: [Egress]
  egress:
    {{- if hasKey .outside (first .to) }}
    {{- $party := get .outside (first .to) }}
    - ports:
        - { port: {{ $party.port }}, protocol: TCP }
        {{- if .edge.udp }}
        - { port: {{ $party.port }}, protocol: UDP }
        {{- end }}
      {{- with $party.peers }}
      to:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    {{- else }}
    - ports:
        - { port: 8080, protocol: TCP }
      to:
        - podSelector:
            {{- include "qualipref.pods" (dict "root" .root "components" .to) | nindent 12 }}
    {{- end }}
{{- end }}
