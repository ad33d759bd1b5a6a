using System.Text;
using ProxLB.Core.Serialization;

namespace ProxLB.Core.Tests.Serialization;

public class PlanReaderTests
{
    [Fact]
    public void All_defects_of_a_plan_are_listed()
    {
        const string Json = """
            {
              "schema": "proxlb.plan/1", "status": "done",
              "before": { "spread": {}, "nodes": [] }, "after": { "spread": { "memory": "5" } },
              "migrations": [{ "step": 0, "guest": 100, "kind": "vm", "from": "a", "to": "b" }],
              "unsatisfied": [], "stoppedBy": "tired"
            }
            """;

        var exception = Assert.Throws<InvalidDocumentException>(() => PlanReader.Read(Encoding.UTF8.GetBytes(Json)));

        Assert.Equal(
            [
                "$.status: must be one of balanced, improved, noBeneficialMigration, partial, infeasible, is \"done\"",
                "$.after.spread.memory: must be a number, is \"5\"",
                "$.after.nodes: is missing",
                "$.migrations[0].step: must be at least 1, is 0",
                "$.migrations[0].reason: is missing",
                "$.skipped: is missing",
                "$.stoppedBy: must be one of time, cancelled, limit, cooldown, is \"tired\"",
            ],
            exception.Defects.Select(defect => defect.ToString()));
    }

    [Fact]
    public void A_snapshot_is_no_plan()
    {
        var exception = Assert.Throws<InvalidDocumentException>(() => PlanReader.Read(SnapshotWriter.ToUtf8(FullSnapshot.Create())));

        Assert.Equal("$.schema: must be \"proxlb.plan/1\", is \"proxlb.cluster/1\"", exception.Defects[0].ToString());
    }
}
