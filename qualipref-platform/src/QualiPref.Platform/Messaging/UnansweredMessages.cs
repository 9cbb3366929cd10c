using MassTransit;

namespace QualiPref.Platform.Messaging;

/// <summary>
/// No message here is answered, whatever addresses it names: MassTransit would send word of a fault there, so that whoever can put a message on one queue
/// could put others on any.
/// </summary>
internal sealed class UnansweredMessages : IFilter<ConsumeContext>
{
    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next) => next.Send(new Unanswered(context));

    public void Probe(ProbeContext context) => context.CreateFilterScope("unanswered");

    private sealed class Unanswered(ConsumeContext context) : MassTransit.Context.ConsumeContextProxy(context)
    {
        // Their declarations do not say that there may be none.
        public override Uri ResponseAddress => null!;

        public override Uri FaultAddress => null!;
    }
}
