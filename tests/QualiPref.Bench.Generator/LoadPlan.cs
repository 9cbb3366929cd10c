using System.Globalization;

namespace QualiPref.Bench.Load;

/// <summary>How the requests are sent. On the generator's standard input it is one line.</summary>
/// <param name="Port">Of 127.0.0.1.</param>
/// <param name="Connections">Keep-alive connections with one request under way on each.</param>
/// <param name="Seconds">How long requests are sent; without end when 0.</param>
/// <param name="PerSecond">Requests that are due each second, whatever comes back; 0 sends as fast as answers come.</param>
/// <param name="Requests">How many requests are sent; without end when 0.</param>
internal sealed record LoadPlan(int Port, int Connections, double Seconds, double PerSecond, int Requests)
{
    public string Line => string.Create(CultureInfo.InvariantCulture, $"run {Port} {Connections} {Seconds} {PerSecond} {Requests}");

    /// <summary>Reads <see cref="Line"/>.</summary>
    public static LoadPlan Read(string line)
    {
        var words = line.Split(' ');
        double Number(int at) => double.Parse(words[at], CultureInfo.InvariantCulture);
        return new LoadPlan((int)Number(1), (int)Number(2), Number(3), Number(4), (int)Number(5));
    }
}
