namespace QualiPref.Local;

/// <summary>How the system is spread over processes on this machine.</summary>
public enum SystemShape
{
    /// <summary>One process serves everything; messages stay in it.</summary>
    AllInOne,

    /// <summary>One process per service, messages over RabbitMQ.</summary>
    Distributed,
}
