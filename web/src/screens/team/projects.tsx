import { useState } from "react";

import { useProjects } from "../../data/projects.ts";
import { messages } from "../../messages.ts";
import { people } from "../../messages/people.ts";
import { projectParts } from "../../messages/project-parts.ts";
import { Link } from "../../navigation.tsx";
import { NewProject } from "../../shell/new-project.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Panel, Panels, Row, Rows, Tag } from "../../ui/panel.tsx";
import { useOpenTeam } from "./screen.tsx";

const { shell } = messages;

/** The projects of a team that one is in or may see. */
export default function Projects() {
  const { team } = useOpenTeam();
  const { data: projects = [] } = useProjects();
  const [making, setMaking] = useState(false);
  const own = projects.filter(({ team_id }) => team_id === team.id);
  const create = team.role !== "guest" && <Button onClick={() => setMaking(true)}>{shell.newProject}</Button>;
  return (
    <Panels>
      {team.description && <p>{team.description}</p>}
      <Panel title={people.projects} actions={create}>
        {own.length === 0 && <Empty title={people.noProjects}>{people.noProjectsText}</Empty>}
        <Rows>
          {own.map(({ id, key, name, description, status }) => (
            <Row key={id} name={<><Link to={`/projects/${id}`}>{name}</Link> <Tag>{key}</Tag></>} about={description || undefined}>
              {projectParts.statuses[status]}
            </Row>
          ))}
        </Rows>
      </Panel>
      {making && <NewProject team={team.id} onClose={() => setMaking(false)} />}
    </Panels>
  );
}
