namespace QualiPref.Tool.Calls;

/// <summary>What a process says of itself.</summary>
/// <param name="IsWell">Whether the status says so.</param>
/// <param name="Lines">The status in the first line, then a line for each thing that is not well; why, where nobody answered.</param>
internal sealed record ProcessState(bool IsWell, IReadOnlyList<string> Lines)
{
    /// <summary>Well, but for something that somebody has to look at.</summary>
    public bool IsDegraded => IsWell && Lines is ["Degraded", ..];
}

/// <summary>Asks processes how they are, and takes the first answer.</summary>
internal sealed class Probe(HttpClient http)
{
    /// <summary>Asks a process.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="path"><c>/ready</c> or <c>/health</c>.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<ProcessState> AskAsync(Uri address, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(address, path), cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            string[] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
            // Whoever else listens there may be well too.
            return lines is ["Healthy" or "Degraded" or "Unhealthy", ..]
                ? new ProcessState(response.IsSuccessStatusCode, lines)
                : new ProcessState(false, [$"What answers there is no QualiPref ({(int)response.StatusCode})."]);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new ProcessState(false, [$"It does not answer at {address.GetLeftPart(UriPartial.Authority)} ({Reaching.Why(exception)})."]);
        }
    }
}
