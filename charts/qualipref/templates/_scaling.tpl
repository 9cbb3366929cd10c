{{- define "qualipref.hpa" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "qualipref.name" . }}
  labels:
    {{- include "qualipref.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "qualipref.name" . }}
  minReplicas: {{ .service.hpa.minReplicas }}
  maxReplicas: {{ .service.hpa.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .service.hpa.cpuPercent }}
{{- end }}

{{/* By HTTP: over AMQP, KEDA does not count the messages that a pod is at work on, and takes the pod away from them. */}}
{{- define "qualipref.scaledObject" -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ include "qualipref.name" . }}
  labels:
    {{- include "qualipref.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    name: {{ include "qualipref.name" . }}
  minReplicaCount: {{ .service.keda.minReplicas }}
  maxReplicaCount: {{ .service.keda.maxReplicas }}
  triggers:
    {{- $context := . }}
    {{- range splitList " " (include "qualipref.queues" .) }}
    - type: rabbitmq
      metadata:
        protocol: http
        queueName: {{ . }}
        mode: QueueLength
        value: {{ $context.service.keda.messagesPerReplica | int | quote }}
      authenticationRef:
        name: {{ include "qualipref.name" $context }}
    {{- end }}
---
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata:
  name: {{ include "qualipref.name" . }}
  labels:
    {{- include "qualipref.labels" . | nindent 4 }}
spec:
  secretTargetRef:
    - parameter: host
      name: {{ .root.Values.broker.managementSecret.name | quote }}
      key: {{ .root.Values.broker.managementSecret.key | quote }}
{{- end }}
