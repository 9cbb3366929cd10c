{{- define "qualipref.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "qualipref.name" . }}
  labels:
    {{- include "qualipref.labels" . | nindent 4 }}
spec:
  {{- if not (or .service.hpa.enabled .service.keda.enabled) }}
  replicas: {{ .service.replicas }}
  {{- end }}
  strategy:
    {{- if eq .key "allInOne" }}
    # Messages go within the process: a second one would not get them.
    type: Recreate
    {{- else }}
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
    {{- end }}
  selector:
    matchLabels:
      {{- include "qualipref.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "qualipref.labels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ include "qualipref.name" . }}
      {{- include "qualipref.podSecurity" . | nindent 6 }}
      {{- with include "qualipref.nodes" . | trim }}{{ nindent 6 . }}{{ end }}
      topologySpreadConstraints:
        {{- include "qualipref.spread" (dict "context" . "key" "topology.kubernetes.io/zone" "when" .service.spread.zones) | nindent 8 }}
        {{- include "qualipref.spread" (dict "context" . "key" "kubernetes.io/hostname" "when" .service.spread.nodes) | nindent 8 }}
      # More than the process takes to end by itself: killed sooner, it leaves work that others have to notice first.
      terminationGracePeriodSeconds: {{ add .root.Values.shutdown.drainSeconds .root.Values.shutdown.stopSeconds 10 }}
      containers:
        - name: {{ .component }}
          image: {{ include "qualipref.image" (dict "root" .root "image" .component) | quote }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          ports:
            - name: http
              containerPort: 8080
              protocol: TCP
          env:
            {{- include "qualipref.env" . | nindent 12 }}
            - name: QualiPref__Hosting__DrainDelay
              value: {{ include "qualipref.duration" .root.Values.shutdown.drainSeconds }}
            - name: QualiPref__Hosting__StopWithin
              value: {{ include "qualipref.duration" .root.Values.shutdown.stopSeconds }}
            {{- if has .key (list "portal" "allInOne") }}
            {{- range $place, $network := .root.Values.trustedProxies }}
            - name: QualiPref__Hosting__TrustedProxies__{{ $place }}
              value: {{ $network | quote }}
            {{- end }}
            - name: QualiPref__Limits__Kiosk
              value: {{ .root.Values.limits.kiosk | int | quote }}
            - name: QualiPref__Limits__Person
              value: {{ .root.Values.limits.person | int | quote }}
            - name: QualiPref__Limits__Program
              value: {{ .root.Values.limits.program | int | quote }}
            - name: QualiPref__Limits__Address
              value: {{ .root.Values.limits.address | int | quote }}
            - name: QualiPref__Limits__AddressSending
              value: {{ .root.Values.limits.addressSending | int | quote }}
            {{- end }}
            {{- if .root.Values.telemetry.endpoint }}
            - name: OTEL_EXPORTER_OTLP_ENDPOINT
              value: {{ .root.Values.telemetry.endpoint | quote }}
            # Part of the label job: alerts of one release take no other's values.
            - name: OTEL_RESOURCE_ATTRIBUTES
              value: service.namespace={{ .root.Release.Namespace }}
            {{- end }}
            {{- range $name, $value := .service.settings }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
          # Until the process turns for the first time nobody kills it for being silent.
          startupProbe:
            httpGet: { path: /alive, port: http }
            periodSeconds: 1
            failureThreshold: 60
          livenessProbe:
            httpGet: { path: /alive, port: http }
            periodSeconds: 10
            timeoutSeconds: 5
          readinessProbe:
            httpGet: { path: /ready, port: http }
            periodSeconds: 2
            timeoutSeconds: 5
            failureThreshold: 2
          {{- include "qualipref.resources" . | nindent 10 }}
          {{- include "qualipref.containerSecurity" . | nindent 10 }}
          volumeMounts:
            {{- include "qualipref.mounts" . | nindent 12 }}
      volumes:
        {{- include "qualipref.volumes" . | nindent 8 }}
{{- end }}

{{/* Old and new pods of a roll-out are spread each for themselves. */}}
{{- define "qualipref.spread" -}}
- maxSkew: 1
  topologyKey: {{ .key }}
  whenUnsatisfiable: {{ .when }}
  labelSelector:
    matchLabels:
      {{- include "qualipref.selector" .context | nindent 6 }}
  matchLabelKeys: [pod-template-hash]
{{- end }}
