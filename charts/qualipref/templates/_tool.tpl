{{/* A pod that runs one command of the operator's tool. It takes what other helpers take, and args. */}}
{{- define "qualipref.toolPod" -}}
restartPolicy: Never
{{- include "qualipref.podSecurity" . | nindent 0 }}
{{- with include "qualipref.nodes" . | trim }}{{ nindent 0 . }}{{ end }}
containers:
  - name: {{ .component }}
    image: {{ include "qualipref.image" (dict "root" .root "image" "tool") | quote }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    args: {{ toJson .args }}
    env:
      {{- include "qualipref.env" . | nindent 6 }}
      # What is written there is gone with the pod: the tool refuses what somebody wants to keep.
      - name: QUALIPREF_FLEETING
        value: /tmp
    {{- include "qualipref.resources" . | nindent 4 }}
    {{- include "qualipref.containerSecurity" . | nindent 4 }}
    volumeMounts:
      {{- include "qualipref.mounts" . | nindent 6 }}
volumes:
  {{- include "qualipref.volumes" . | nindent 2 }}
{{- end }}
