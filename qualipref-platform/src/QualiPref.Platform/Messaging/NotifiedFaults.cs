using MassTransit;

namespace QualiPref.Platform.Messaging;

/// <summary>
/// Has a fault told that no consumer saw, such as that of a message which cannot be read, before the message goes to the error queue; what is not told would be taken
/// for skipped as well. MassTransit's own filter for this also sends word of it to whatever address the message names.
/// </summary>
internal sealed class NotifiedFaults : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (!context.IsFaulted) await context.NotifyFaulted(context.Exception);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("notifiedFaults");
}
