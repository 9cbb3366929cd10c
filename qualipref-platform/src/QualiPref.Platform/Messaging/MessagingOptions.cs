namespace QualiPref.Platform.Messaging;

/// <summary>How messages travel. Section <c>QualiPref:Messaging</c>; <c>QUALIPREF_RABBITMQ</c> sets the broker.</summary>
public sealed class MessagingOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "QualiPref:Messaging";

    /// <summary>AMQP address of the broker with its credentials and virtual host; empty: messages stay in the process (all-in-one).</summary>
    public string Broker { get; set; } = "";
}
