using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.Messaging.Tests;

/// <summary>What kills a broker, and what looks for messages that nobody could take, goes by a list of queues that no service sees.</summary>
public sealed class Knowing_the_queues
{
    [Fact]
    public void Leaves_out_none_that_the_services_declare() => Assert.Equal(
        MessageTopology.Consumers.SelectMany(message => message.Value.Select(service => MessageTopology.QueueOf(service, message.Key))).Order(StringComparer.Ordinal),
        QuorumQueues.OfTheServices.Order(StringComparer.Ordinal));

    [Fact]
    public void Leaves_out_none_to_which_the_broker_puts_what_it_could_not_deliver() => Assert.Equal(
        MessageTopology.Consumers.SelectMany(message => message.Value).Distinct().Select(MessageTopology.DeadQueueOf).Order(StringComparer.Ordinal),
        QuorumQueues.DeadOfTheServices.Order(StringComparer.Ordinal));
}
